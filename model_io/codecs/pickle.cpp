#include "model_io/codecs/pickle.h"
