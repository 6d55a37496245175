#include "model_io/mapping/outline.h"
