#include "model_io/mapping/transform.h"
