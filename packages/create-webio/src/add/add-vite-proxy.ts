import type { Node, ObjectExpression, Program } from '@babel/types'
import { defaultExport, insertAll, parsed, range, styleOf } from './source-edit'

const TASKS = 'http://localhost:8080'

/**
 * Adds a proxy for a route to the development server of a vite.config file, and changes nothing else in the file.
 * @returns the new source; `'present'` if the route has a proxy already; undefined if the file is written in a way that this does not understand
 */
export function addViteProxy(source: string, route: string): string | 'present' | undefined {
  const program = parsed(source)
  const exported = program && defaultExport(program)
  const config = exported && configObject(program, exported.node)
  if (!config) return undefined
  const server = property(config, 'server')
  if (server === undefined)
    return insertProperty(source, config, (pad, unit) =>
      [
        `server: {`,
        `${pad}${unit}proxy: {`,
        ...proxy(source, route, pad + unit + unit),
        `${pad}${unit}},`,
        `${pad}},`,
      ].join('\n'),
    )
  if (server?.type !== 'ObjectExpression') return undefined
  const proxies = property(server, 'proxy')
  if (proxies === undefined)
    return insertProperty(source, server, (pad, unit) =>
      [`proxy: {`, ...proxy(source, route, pad + unit), `${pad}},`].join('\n'),
    )
  if (proxies?.type !== 'ObjectExpression') return undefined
  if (property(proxies, route) !== undefined) return 'present'
  return insertProperty(source, proxies, (pad) => proxy(source, route, pad).join('\n').trimStart())
}

/** The lines for a person to add by hand. */
export const proxyLines = (route: string): string =>
  ['server: {', '  proxy: {', ...proxy('', route, '    '), '  },', '},'].join('\n')

function proxy(source: string, route: string, pad: string): string[] {
  const { quote } = styleOf(source)
  const quoted = (text: string): string => `${quote}${text}${quote}`
  const pattern = `/^${route.replaceAll('/', '\\/')}/`
  return [
    `${pad}${quoted(route)}: { target: ${quoted(TASKS)}, ws: true, rewrite: (path) => path.replace(${pattern}, ${quoted('')}) },`,
  ]
}

/** The object of the configuration: exported directly, in `defineConfig(…)`, before `satisfies`, or as the value of a constant. */
function configObject(program: Program, node: Node): ObjectExpression | undefined {
  switch (node.type) {
    case 'ObjectExpression':
      return node
    case 'TSSatisfiesExpression':
    case 'TSAsExpression':
      return configObject(program, node.expression)
    case 'CallExpression': {
      const [first] = node.arguments
      const isDefine = node.callee.type === 'Identifier' && node.callee.name === 'defineConfig'
      return isDefine && first ? configObject(program, first) : undefined
    }
    case 'ArrowFunctionExpression':
      return node.body.type === 'BlockStatement' ? undefined : configObject(program, node.body)
    case 'Identifier': {
      const value = constant(program, node.name)
      return value && configObject(program, value)
    }
    default:
      return undefined
  }
}

function constant(program: Program, name: string): Node | undefined {
  for (const statement of program.body) {
    if (statement.type !== 'VariableDeclaration') continue
    for (const { id, init } of statement.declarations)
      if (id.type === 'Identifier' && id.name === name && init) return init
  }
  return undefined
}

/** The value of a property; null if the property has no readable value, such as a method. */
function property(object: ObjectExpression, name: string): Node | null | undefined {
  for (const one of object.properties) {
    if (one.type === 'SpreadElement' || one.computed) continue
    const key =
      one.key.type === 'Identifier' ? one.key.name : one.key.type === 'StringLiteral' ? one.key.value : ''
    if (key !== name) continue
    return one.type === 'ObjectProperty' ? one.value : null
  }
  return undefined
}

/** Inserts a property at the beginning of an object, on its own lines. */
function insertProperty(
  source: string,
  object: ObjectExpression,
  text: (pad: string, unit: string) => string,
): string {
  const [start] = range(object)
  const lineStart = source.lastIndexOf('\n', start) + 1
  const outer = /^[ \t]*/.exec(source.slice(lineStart))?.[0] ?? ''
  const unit = /\n\t/.test(source) ? '\t' : '  '
  const pad = outer + unit
  const rest = source.slice(start + 1)
  const isOneLine = !/^\s*\n/.test(rest)
  // In an object on one line, a line break follows the new property, so that the other properties are on the next line.
  const after = isOneLine ? `\n${/^\s*\}/.test(rest) ? outer : pad}` : ''
  const inserted = `\n${pad}${text(pad, unit)}${after}`
  return insertAll(isOneLine ? source.slice(0, start + 1) + rest.replace(/^[ \t]+/, '') : source, [
    { at: start + 1, text: inserted },
  ])
}
