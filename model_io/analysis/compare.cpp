#include "model_io/analysis/compare.h"
