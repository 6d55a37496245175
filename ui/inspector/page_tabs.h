#pragma once

#include <QTabWidget>

namespace tensorgraft {

/// Tabs that share the width equally and always all fit: an icon with its text beneath; where the texts have no room,
/// the icons alone, with the name in the tip.
class PageTabs : public QTabWidget {
    Q_OBJECT
public:
    explicit PageTabs(QWidget* parent = nullptr);
    /// Whether every tab has room for its text now.
    [[nodiscard]] bool showsTexts() const;
};

} // namespace tensorgraft
