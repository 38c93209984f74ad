import { readFileSync } from 'node:fs'
import * as surface from '../src/index'

describe('@webio/react', () => {
  it('exports the names in its documentation', () => {
    expect(Object.keys(surface).sort()).toEqual([
      'WebIOApp',
      'WebIOForms',
      'WebIOOutput',
      'WebIOOverlays',
      'WebIOProvider',
      'WebIOScope',
      'createWebIO',
      'createWebIOSession',
      'setUpCharts',
      'useOutput',
      'useScope',
      'useWebIO',
      'useWebIOForm',
    ])
  })

  it('is marked as client code in its first line', () => {
    expect(readFileSync(require.resolve('../src/index'), 'utf8').split('\n')[0]).toBe("'use client'")
  })
})
