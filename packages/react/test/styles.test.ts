import { buildSync } from 'esbuild'

/** Selectors of the bundled style sheet, without those inside keyframes. */
function selectors(): string[] {
  const [file] = buildSync({
    entryPoints: [`${__dirname}/../src/styles.css`],
    bundle: true,
    write: false,
  }).outputFiles
  const css = (file?.text ?? '')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/@keyframes [^{]+\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, '')
  return [...css.matchAll(/([^{};]+)\{/g)]
    .map(([, selector = '']) => selector.trim())
    .filter((s) => !s.startsWith('@') && !s.startsWith('&'))
}

/** The selectors of a list: commas inside parentheses separate none. */
function branchesOf(list: string): string[] {
  let depth = 0
  const branches = ['']
  for (const character of list) {
    if (character === '(') depth++
    if (character === ')') depth--
    if (character === ',' && depth === 0) branches.push('')
    else branches.push(`${branches.pop()}${character}`)
  }
  return branches.map((branch) => branch.trim())
}

describe('the style sheet', () => {
  it('reaches nothing outside `.webio`', () => {
    const all = selectors()
    expect(all.length).toBeGreaterThan(100)
    const branches = all.flatMap(branchesOf)
    expect(branches.filter((branch) => !/^(:where\()?\.webio(?![\w-])|^\.webio-body$/.test(branch))).toEqual(
      [],
    )
  })
})
