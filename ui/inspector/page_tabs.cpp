#include "ui/inspector/page_tabs.h"

#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QStyleOptionTab>
#include <QStylePainter>
#include <QTabBar>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr double textPart = 0.82; ///< of the font: a caption under an icon is read at a glance

class IconTabBar : public QTabBar {
public:
    explicit IconTabBar(QWidget* parent) : QTabBar(parent)
    {
        setUsesScrollButtons(false);
        setExpanding(true);
        setElideMode(Qt::ElideNone);
        setDrawBase(true);
    }
    [[nodiscard]] bool showsTexts() const
    {
        int needed = 0;
        for (int i = 0; i < count(); ++i)
            needed += textWidth(i);
        return count() > 0 && width() >= needed;
    }

protected:
    QSize tabSizeHint(int index) const override
    {
        // Room for the text whether it is shown or not: the bar must not change its height with its width. What is left
        // of the width is shared by all.
        return {showsTexts() ? textWidth(index) : ems(this, 2), textIconExtent(this) + QFontMetrics(captionFont()).height() + ems(this, 0.85)};
    }
    QSize minimumTabSizeHint(int index) const override { return {ems(this, 2), tabSizeHint(index).height()}; }
    void paintEvent(QPaintEvent*) override
    {
        QStylePainter painter(this);
        QStyleOptionTab option;
        const bool texts = showsTexts();
        QStyleOptionTabBarBase base;
        base.initFrom(this);
        base.shape = shape();
        base.tabBarRect = rect();
        base.documentMode = documentMode();
        base.rect = QRect(0, height() - 1, width(), 1);
        painter.drawPrimitive(QStyle::PE_FrameTabBarBase, base);
        // The current one last: its frame lies over those of its neighbours.
        for (int pass = 0; pass < 2; ++pass)
            for (int i = 0; i < count(); ++i)
                if ((i == currentIndex()) == (pass == 1)) {
                    initStyleOption(&option, i);
                    paintTab(painter, option, i, texts);
                }
    }

    void resizeEvent(QResizeEvent* event) override
    {
        QTabBar::resizeEvent(event);
        if (const bool texts = showsTexts(); texts != m_hadTexts) {
            m_hadTexts = texts;
            QEvent changed(QEvent::StyleChange); // sizes are asked for anew
            QTabBar::changeEvent(&changed);
        }
    }

private:
    [[nodiscard]] int textWidth(int index) const
    {
        return std::max(ems(this, 2.4), QFontMetrics(captionFont()).horizontalAdvance(tabText(index)) + ems(this, 0.5));
    }
    [[nodiscard]] QFont captionFont() const
    {
        QFont small = font();
        small.setPointSizeF(small.pointSizeF() * textPart);
        return small;
    }
    void paintTab(QStylePainter& painter, const QStyleOptionTab& option, int index, bool texts) const
    {
        painter.drawControl(QStyle::CE_TabBarTabShape, option);
        const bool current = index == currentIndex();
        const int side = textIconExtent(this);
        const int text = texts ? QFontMetrics(captionFont()).height() : 0, gap = texts ? ems(this, 0.1) : 0;
        const QRect tab = tabRect(index);
        const int top = tab.top() + (tab.height() - side - gap - text) / 2;
        const QRect icon(tab.center().x() - side / 2, top, side, side);
        tabIcon(index).paint(&painter, icon, Qt::AlignCenter, isTabEnabled(index) ? QIcon::Normal : QIcon::Disabled);
        if (texts) {
            painter.setFont(captionFont());
            painter.setPen(current ? palette().color(QPalette::WindowText) : mutedText(palette()));
            painter.drawText(QRect(tab.left(), top + side + gap, tab.width(), text), Qt::AlignCenter, tabText(index));
        }
        if (!current)
            return;
        const int line = std::max(2, ems(this, 0.14)), inset = ems(this, 0.3);
        painter.fillRect(QRect(tab.left() + inset, tab.bottom() - line + 1, tab.width() - 2 * inset, line), palette().color(QPalette::Highlight));
        if (hasFocus()) {
            QStyleOptionFocusRect focus;
            focus.initFrom(this);
            focus.rect = tab.adjusted(2, 2, -2, -2);
            painter.drawPrimitive(QStyle::PE_FrameFocusRect, focus);
        }
    }
    bool m_hadTexts = false;
};

} // namespace

PageTabs::PageTabs(QWidget* parent) : QTabWidget(parent)
{
    setTabBar(new IconTabBar(this));
    setDocumentMode(true);
    tabBar()->setExpanding(true); // which document mode has taken away
}

bool PageTabs::showsTexts() const
{
    return static_cast<const IconTabBar*>(tabBar())->showsTexts();
}

} // namespace tensorgraft
