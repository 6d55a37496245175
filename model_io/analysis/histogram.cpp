#include "model_io/analysis/histogram.h"
