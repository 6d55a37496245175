#include "model_io/codecs/file_io.h"
