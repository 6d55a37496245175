#include "ui/window/fix_pane.h"

#include "ui/phrases/library_text.h"
#include "ui/models/finding_text.h"
#include "ui/models/format_text.h"
#include "ui/session.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/spacing.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tensorgraft {

FixPane::FixPane(Session* session, QWidget* parent) : QFrame(parent), m_session(session), m_job(new JobRunner(this))
{
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setAccessibleName(tr("What can be done about the finding"));
    auto* scroller = new QScrollArea(this);
    scroller->setWidgetResizable(true);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroller->setAccessibleName(accessibleName());
    auto* page = new QWidget(scroller);
    page->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(page);
    setSpacing(layout, this, 0.6, 0.4);
    const auto label = [&] {
        auto* text = new QLabel(page);
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(text);
        return text;
    };
    m_title = label();
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_message = label();
    m_hint = label();
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    layout->addStretch(1);
    scroller->setWidget(page);
    // What can be done is always in sight; a long text scrolls above it.
    m_actions = new QWidget(this);
    auto* below = new QVBoxLayout(m_actions);
    setSpacing(below, this, 0.6, 0.4);
    m_all = new QCheckBox(m_actions);
    m_flow = new FlowLayout;
    m_flow->setSpacing(ems(this, 0.4));
    m_flow->setContentsMargins({});
    below->addLayout(m_flow);
    below->addWidget(m_all);
    auto* whole = new QVBoxLayout(this);
    setSpacing(whole, this, 0, 0);
    whole->addWidget(scroller, 1);
    whole->addWidget(m_actions);
    setFinding(std::nullopt);
}

void FixPane::setFinding(const std::optional<Diagnostic>& finding)
{
    m_finding = finding;
    m_job->cancel();
    showFixes({});
    m_title->setText(finding ? findingTitle(finding->code) : QString());
    m_message->setText(finding ? libraryText(finding->message) : tr("Select a finding to see what can be done about it."));
    m_hint->setText(finding ? libraryText(finding->hint) : QString());
    m_hint->setVisible(finding && !finding->hint.empty());
    m_title->setVisible(finding.has_value());
    if (!finding || !m_session->hasBoth())
        return;
    m_job->start<std::vector<Fix>>(
        tr("Looking for fixes"),
        [one = *finding, document = m_session->sharedDocument(), source = m_session->model(Side::Source), target = m_session->model(Side::Target)](const ProgressFn&) -> Result<std::vector<Fix>> {
            return fixesFor(one, *document, outlineOf(*source), outlineOf(*target));
        },
        [this](Result<std::vector<Fix>> fixes) {
            if (fixes)
                showFixes(*fixes);
        });
}

void FixPane::showFixes(const std::vector<Fix>& fixes)
{
    for (QPushButton* button : m_buttons) {
        button->hide();
        button->deleteLater(); // it may be what was pressed
    }
    m_buttons.clear();
    const std::size_t alike = m_finding ? m_session->findingsDigest()->count(m_finding->code, m_finding->severity) : 0;
    m_all->setText(tr("For all %n of this kind", nullptr, static_cast<int>(alike)));
    m_all->setVisible(!fixes.empty() && alike > 1);
    m_all->setChecked(false);
    for (const Fix& fix : fixes) {
        auto* button = new QPushButton(fixText(fix), m_actions);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, fix] { apply(fix); });
        m_flow->addWidget(button);
        button->show();
        m_buttons.push_back(button);
    }
    m_actions->setVisible(!fixes.empty());
}

void FixPane::apply(const Fix& fix)
{
    if (!m_finding || !m_session->hasBoth() || !m_session->isChecked())
        return;
    const bool all = m_all->isVisible() && m_all->isChecked();
    for (QPushButton* button : m_buttons)
        button->setEnabled(false); // until the next check says what is left
    using Shared = std::shared_ptr<const FixedDocument>;
    const auto document = m_session->sharedDocument();
    m_job->start<Shared>(
        tr("Applying the fix"),
        [one = *m_finding, all, fix, document, checked = m_session->sharedCheck(), source = m_session->model(Side::Source), target = m_session->model(Side::Target)](const ProgressFn&) -> Result<Shared> {
            const std::vector<Diagnostic> findings = all ? findingsLike(checked->diagnostics, one) : std::vector{one};
            return std::make_shared<const FixedDocument>(withFix(*document, findings, fix, outlineOf(*source), outlineOf(*target)));
        },
        [this, fix, document](Result<Shared> fixed) {
            for (QPushButton* button : m_buttons)
                button->setEnabled(true);
            if (!fixed || document != m_session->sharedDocument())
                return; // changed in the meantime
            const int solved = static_cast<int>((*fixed)->solved);
            m_session->change(solved == 1 ? fixText(fix) : tr("%1 (%n finding(s))", nullptr, solved).arg(fixText(fix)), [made = *fixed](const MappingDocument&) { return made->document; });
        });
}

} // namespace tensorgraft
