import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { packageFolders, packageName, root } from '../entrypoints.mjs'

/** The page of all error messages that the packages throw, as they appear in the sources. */
export function errorMessages() {
  const sections = packageFolders.map((folder) => {
    const rows = sourcesOf(folder)
      .flatMap(messagesIn)
      .map(({ error, message }) => `| ${cell(message)} | \`${error}\` |`)
    return `## ${packageName(folder)}\n\n| message | class |\n| --- | --- |\n${[...new Set(rows)].sort().join('\n')}\n`
  })
  return `# Error messages

The errors that the packages throw. A message names the call, the rule and the fix. “…” stands for a value of yours.

${sections.join('\n')}`
}

/** @param {string} folder @returns {string[]} */
const sourcesOf = (folder) =>
  readdirSync(join(root, 'packages', folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|test-d|d)\.tsx?$/.test(name))
    .map((name) => join(root, 'packages', folder, 'src', name))

/** @param {string} file @returns {{ error: string, message: string }[]} */
function messagesIn(file) {
  /** @type {{ error: string, message: string }[]} */
  const found = []
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true)
  /** @param {ts.Node} node */
  const visit = (node) => {
    ts.forEachChild(node, visit)
    if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression)) return
    const [first] = node.arguments ?? []
    const message = first && textOf(first)
    if (/(Error|Exception|Mismatch)$/.test(node.expression.text) && message && /[a-z]{3}/i.test(message))
      found.push({ error: node.expression.text, message })
  }
  visit(source)
  return found
}

/**
 * The text of a message without its values, or undefined if it is not a literal. @param {ts.Expression} node
 * @returns {string | undefined}
 */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)]
    return left === undefined && right === undefined ? undefined : (left ?? '…') + (right ?? '…')
  }
  return undefined
}

/** Markdown for a cell that shows the text literally. @param {string} text */
const cell = (text) => text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|~#$]/g, (sign) => `\\${sign}`)
