import { resolveEndpoint } from './endpoint'

describe('resolveEndpoint', () => {
  it.each([
    ['/webio', 'https://a.example/b/c', 'https://a.example', '/webio/io', true],
    ['/webio/', 'https://a.example/b/c', 'https://a.example', '/webio/io', true],
    ['/', 'https://a.example/', 'https://a.example', '/io', true],
    ['webio', 'https://a.example/b/', 'https://a.example', '/b/webio/io', true],
    ['https://b.example:8080/x', 'https://a.example/', 'https://b.example:8080', '/x/io', false],
    ['https://b.example:8080', 'https://a.example/c/', 'https://b.example:8080', '/io', false],
    ['https://b.example/tools/webio/', 'https://a.example/c/', 'https://b.example', '/tools/webio/io', false],
    ['//b.example/x', 'https://a.example/', 'https://b.example', '/x/io', false],
    ['http://a.example/x', 'https://a.example/', 'http://a.example', '/x/io', false],
    ['https://a.example:443/x?y#z', 'https://a.example/', 'https://a.example', '/x/io', true],
    ['https://a.example/x', 'https://a.example/', 'https://a.example', '/x/io', true],
  ])('%s on %s', (endpoint, base, origin, socketPath, isOwnOrigin) => {
    expect(resolveEndpoint(endpoint, base)).toEqual({
      origin,
      path: socketPath.replace(/\/io$/, ''),
      socketPath,
      isOwnOrigin,
    })
  })
})
