#include "model_io/transfer/transfer.h"
