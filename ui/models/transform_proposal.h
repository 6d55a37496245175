#pragma once

#include "model_io/mapping/transform_proposal.h"
