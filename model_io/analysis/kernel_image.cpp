#include "model_io/analysis/kernel_image.h"
