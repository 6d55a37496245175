#pragma once

#include "ui/models/drop_pairing.h"

#include <QDialog>
#include <vector>

class QTreeWidget;

namespace tensorgraft {

class Session;

/// The preview of "do the same for the others": every pair with a tick that can be taken away.
class AlikeDialog : public QDialog {
    Q_OBJECT

public:
    AlikeDialog(const Session& session, std::vector<DropPair> pairs, QWidget* parent = nullptr);
    [[nodiscard]] std::vector<DropPair> chosen() const;

private:
    std::vector<DropPair> m_pairs;
    QTreeWidget* m_list;
};

} // namespace tensorgraft
