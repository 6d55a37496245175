#include "model_io/mapping/matcher.h"
