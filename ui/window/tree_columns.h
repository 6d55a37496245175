#pragma once

#include <QObject>
#include <array>

class QMenu;

namespace tensorgraft {

class TensorTreeView;

/// Which columns of a tree are shown and how wide they are. Columns give way one after the other where there is no room,
/// unless the person has asked for them in the header's menu; the choice is remembered.
class TreeColumns : public QObject {
    Q_OBJECT

public:
    explicit TreeColumns(TensorTreeView* view);

    /// Widths that suit the font and the names.
    void fit();
    /// The header's menu.
    void fill(QMenu* menu);
    void setShown(int column, bool shown);
    [[nodiscard]] bool isShown(int column) const;
    /// As after the first start.
    void reset();

private:
    enum class Wish : quint8 { None, Shown, Hidden };
    QString settingsKey() const;
    void save() const;
    void restore();
    int widthOf(int column) const;

    TensorTreeView* m_view;
    std::array<Wish, 8> m_wishes{};
    std::array<int, 8> m_widths{}; ///< as the person dragged them; 0: as it fits
    bool m_fitting = false;
};

} // namespace tensorgraft
