// Stands for every style sheet that a component imports: jest runs no CSS.
module.exports = {}
