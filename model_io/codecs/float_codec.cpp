#include "model_io/codecs/float_codec.h"
