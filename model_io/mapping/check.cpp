#include "model_io/mapping/check.h"
