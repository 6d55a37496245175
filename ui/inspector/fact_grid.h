#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace tensorgraft {

/// One caption and its value.
struct Fact {
    QString caption, value;
    QString toolTip = {};
    bool alarming = false; ///< drawn in the warning colour, with a sign in front
};

/// Captions over values in as many columns as the width allows. Values can be selected and copied.
class FactGrid : public QWidget {
    Q_OBJECT
public:
    explicit FactGrid(QWidget* parent = nullptr);
    void setFacts(const QList<Fact>& facts);
    /// Keeps room for so many facts while there are any, so that what is below stays in its place.
    void setRoomFor(int facts);
    [[nodiscard]] const QList<Fact>& facts() const { return m_facts; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] int columnsFor(int width, int count) const;
    void keepRoom();
    void arrange();
    void recolor();

    QList<Fact> m_facts;
    QList<QLabel*> m_labels; ///< caption, value, caption, value, ...
    QGridLayout* m_grid;
    int m_columns = 0, m_room = 0;
};

} // namespace tensorgraft
