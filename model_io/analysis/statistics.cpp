#include "model_io/analysis/statistics.h"
