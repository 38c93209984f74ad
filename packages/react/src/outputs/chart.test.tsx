import { screen } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

jest.mock('echarts', () => {
  throw new Error('Cannot find module')
})

it('shows a message on a host page without ECharts', async () => {
  const { put, container } = await renderApp()
  await put({ id: 10, type: 'chart', option: { title: { text: 'Visitors' } }, height: '100px' })
  await screen.findByText(/needs the package “echarts”/)
  expect(container.querySelector('[data-webio-output=chart]')).toHaveTextContent('This chart needs')
  await expectAccessible(container)
})
