#pragma once

class QMessageBox;

namespace tensorgraft {

/// Buttons without pictures and a sign of the program's own, for boxes made with QMessageBox::Warning or Information.
void makePlain(QMessageBox& box);

} // namespace tensorgraft
