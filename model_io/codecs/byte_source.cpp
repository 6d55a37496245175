#include "model_io/codecs/byte_source.h"
