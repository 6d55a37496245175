#include "model_io/transfer/evaluate.h"
