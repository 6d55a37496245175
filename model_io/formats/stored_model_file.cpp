#include "model_io/formats/stored_model_file.h"
