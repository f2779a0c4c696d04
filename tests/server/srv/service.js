// What the model alone cannot say: data to start with, and the operations.
const cds = require('@sap/cds')

const WORKFLOW = '14879e66-9ea9-48d0-804d-8fea672d0341'
const REPORT = 'b05f4a7e-5f0a-4e5c-8f05-1b6b3ac1b2c3'

module.exports = class LifecycleWorkflows extends cds.ApplicationService {
  async init() {
    const { Workflows, TaskReports, Users, Settings } = this.entities

    const seed = async () => {
      for (const name of ['Workflows', 'Tasks', 'TaskReports', 'TaskResults', 'Users', 'Attachments', 'Settings']) {
        await DELETE.from(this.entities[name])
      }
      const users = []
      for (let number = 0; number < 1000; number++) {
        users.push({
          userName: `user${String(number).padStart(4, '0')}`,
          displayName: `User ${number}`,
          department: number % 2 ? 'Sales' : 'O\'Neil & Söhne 100% a+b/c#d',
          level: number % 10,
        })
      }
      await INSERT.into(Users).entries(users)
      await INSERT.into(Settings).entries({ ID: 1, retentionDays: 30 })
      await INSERT.into(Workflows).entries({
        ID: WORKFLOW,
        displayName: 'Leavers',
        description: 'For people who leave',
        category: 'leaver',
        isEnabled: true,
        version: 3,
        cost: 1234.5,
        weight: 0.25,
        created: '2026-01-02T03:04:05.678Z',
        dueDate: '2026-12-31',
        dueTime: '17:00:00',
        runs: '9007199254740993',
        fingerprint: Buffer.from([0, 1, 250, 255]),
        labels: ['hr', 'exit'],
        trigger_timeBasedAttribute: 'employeeLeaveDateTime',
        trigger_offsetInDays: -7,
        notes: [{ name: 'source', value: 'a' }],
        owner_userName: 'user0001',
        tasks: [
          { ID: cds.utils.uuid(), position: 1, displayName: 'Disable account', continueOnError: false },
          { ID: cds.utils.uuid(), position: 2, displayName: 'Remove licences', continueOnError: true },
        ],
        reports: [{
          ID: REPORT,
          runId: 'run-1',
          status: 'failed',
          failedUsers: 2,
          totalUsers: 3,
          started: '2026-02-03T04:05:06.000Z',
          results: [
            { number: 1, status: 'failed', failureReason: 'no licence', subject_userName: 'user0001' },
            { number: 2, status: 'failed', failureReason: null, subject_userName: 'user0002' },
            { number: 3, status: 'completed', failureReason: null, subject_userName: 'user0003' },
          ],
        }],
      })
    }

    this.on('activate', Workflows, async req => {
      const { ID } = req.params.at(-1)
      await UPDATE(Workflows, ID).with({ isEnabled: true, description: req.data.reason })
      return req.data.subjects?.length ?? 0
    })
    this.on('setTrigger', Workflows, async req => {
      const { ID } = req.params.at(-1)
      const { trigger } = req.data
      await UPDATE(Workflows, ID).with({
        trigger_timeBasedAttribute: trigger?.timeBasedAttribute ?? null,
        trigger_offsetInDays: trigger?.offsetInDays ?? null,
      })
      return SELECT.one.from(Workflows, ID)
    })
    this.on('summary', Workflows, async req => {
      const { ID } = req.params.at(-1)
      const reports = await SELECT.from(TaskReports).where({ workflow_ID: ID, started: { between: req.data.from, and: req.data.to } })
      return {
        failedUsers: reports.reduce((sum, report) => sum + report.failedUsers, 0),
        totalUsers: reports.reduce((sum, report) => sum + report.totalUsers, 0),
        worst: reports[0]?.runId ?? null,
      }
    })
    this.on('echo', req => req.data.text)
    this.on('usersAbove', req => SELECT.from(Users).where({ level: { '>': req.data.level } }).orderBy('userName').limit(5))
    this.on('fail', req => req.reject(req.data.status, req.data.message))
    this.on('reset', seed)

    cds.once('served', seed)
    return super.init()
  }
}
