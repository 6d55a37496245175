#include "model_io/mapping/mapping_document.h"
