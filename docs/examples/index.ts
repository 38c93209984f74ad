import type { TaskFunction } from '@webio/core'

interface Program {
  readonly main: TaskFunction
}

/** The examples of the documentation, by their names. A test fails if a file is missing here. */
export const EXAMPLES: Readonly<
  Record<string, () => Promise<Program>>
> = {
  'callbacks/buttons': () => import('./callbacks/buttons'),
  'callbacks/click': () => import('./callbacks/click'),
  'callbacks/popups': () => import('./callbacks/popups'),
  'callbacks/rows': () => import('./callbacks/rows'),
  'input/choices': () => import('./input/choices'),
  'input/dependent': () => import('./input/dependent'),
  'input/group': () => import('./input/group'),
  'input/one': () => import('./input/one'),
  'input/rules': () => import('./input/rules'),
  'input/types': () => import('./input/types'),
  'input/upload': () => import('./input/upload'),
  'layout/boxes': () => import('./layout/boxes'),
  'layout/rows': () => import('./layout/rows'),
  'layout/style': () => import('./layout/style'),
  'output/content': () => import('./output/content'),
  'output/files': () => import('./output/files'),
  'output/handles': () => import('./output/handles'),
  'output/messages': () => import('./output/messages'),
  'output/progress': () => import('./output/progress'),
  'pins/change': () => import('./pins/change'),
  'pins/form': () => import('./pins/form'),
  'pins/wait': () => import('./pins/wait'),
  'recipes/admin': () => import('./recipes/admin'),
  'recipes/async-validation': () =>
    import('./recipes/async-validation'),
  'recipes/chat': () => import('./recipes/chat'),
  'recipes/csv-import': () => import('./recipes/csv-import'),
  'recipes/file-in-and-out': () =>
    import('./recipes/file-in-and-out'),
  'recipes/live-report': () => import('./recipes/live-report'),
  'recipes/long-computation': () =>
    import('./recipes/long-computation'),
  'recipes/search': () => import('./recipes/search'),
  'recipes/table': () => import('./recipes/table'),
  'recipes/who-may': () => import('./recipes/who-may'),
  'recipes/wizard': () => import('./recipes/wizard'),
  'scopes/names': () => import('./scopes/names'),
  'scopes/position': () => import('./scopes/position'),
  'scopes/wrap': () => import('./scopes/wrap'),
  'sessions/browser': () => import('./sessions/browser'),
  'sessions/end': () => import('./sessions/end'),
  'sessions/local': () => import('./sessions/local'),
  'sessions/scripts': () => import('./sessions/scripts'),
  'sessions/together': () => import('./sessions/together'),
  'start/hello': () => import('./start/hello'),
}
