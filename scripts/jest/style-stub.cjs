// Replaces every style sheet that a component imports, because jest runs no CSS.
module.exports = {}
