#include "model_io/analysis/image.h"
