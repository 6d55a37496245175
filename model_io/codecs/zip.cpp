#include "model_io/codecs/zip.h"
