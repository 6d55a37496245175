#pragma once

namespace tensorgraft {

/// From now on screen readers see every TensorTreeView as a tree: rows that can be expanded, are so or are not, and stand
/// on a level; not as the flat table that it is to Qt. Once is enough.
///
/// Costs nothing until a reader asks, and then only for what it asks: cells are made one by one and few are kept, so that a
/// million rows are no burden. A cell stays the same while rows are expanded, sorted and filtered around it.
void installTreeAccessibility();

} // namespace tensorgraft
