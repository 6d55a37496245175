#pragma once

#include "ui/models/drop_pairing.h"

#include <QObject>
#include <string>
#include <vector>

class QWidget;

namespace tensorgraft {

class MappingPanel;
class Session;
struct MappingRow;

/// Asks which of several transforms is meant: for a drop that leaves it open, and for an entry when the person wants to.
class TransformChooser : public QObject {
    Q_OBJECT
public:
    TransformChooser(Session* session, MappingPanel* mapping, QWidget* window);

private:
    void chooseForDrop(const std::vector<DropPair>& pairs, std::size_t open, const std::vector<std::string>& transforms);
    void chooseForRow(const MappingRow& row);

    Session* m_session;
    QWidget* m_window;
};

} // namespace tensorgraft
