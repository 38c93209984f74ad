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
    .filter((s) => !s.startsWith('@'))
}

describe('the style sheet', () => {
  it('reaches nothing outside `.webio`', () => {
    const all = selectors()
    expect(all.length).toBeGreaterThan(100)
    const branches = all.flatMap((selector) => selector.split(/,(?![^(]*\))/)).map((branch) => branch.trim())
    expect(branches.filter((branch) => !/^\.webio(?![\w-])|^\.webio-body$/.test(branch))).toEqual([])
  })
})
