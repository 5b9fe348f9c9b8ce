#include "base/arena.h"
#include "i18n/i18n.h"
