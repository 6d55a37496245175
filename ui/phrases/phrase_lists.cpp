#include "ui/phrases/phrase_lists.h"

#include "ui/phrases/phrase_rooms.h"

#include <array>

namespace tensorgraft {

std::span<const PhraseList> phraseLists()
{
    static const std::array lists{
        PhraseList{dialectsPhrases()},
        PhraseList{recipesPhrases()},
        PhraseList{transformsPhrases()},
        PhraseList{matchingPhrases()},
        PhraseList{mappingPhrases()},
        PhraseList{tensorflowPhrases()},
        PhraseList{hdf5Phrases()},
        PhraseList{pickledPhrases()},
        PhraseList{containersPhrases()},
        PhraseList{codecsPhrases()},
        PhraseList{corePhrases()},
        PhraseList{namePhrases(), Holes::Names},
        PhraseList{framingPhrases(), Holes::Phrases},
    };
    return lists;
}

} // namespace tensorgraft
