#include "model_io/codecs/hash.h"
