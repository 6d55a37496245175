#include "ui/jobs/allocator.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace tensorgraft {

void joinFreedMemoryAtOnce()
{
#ifdef __GLIBC__
    ::mallopt(M_MXFAST, 0); // the caches of each thread stay; they hold little
#endif
}

} // namespace tensorgraft
