using { lifecycle as my } from './lifecycle';

type TaskReportSummary {
  failedUsers : Integer;
  totalUsers  : Integer;
  worst       : String(60);
}

@path: '/odata/v4/lifecycle'
service LifecycleWorkflows {
  entity Workflows as projection on my.Workflows actions {
    /** Switches the workflow on and tells how many subjects it was told of. */
    action activate(subjects : many String(100), reason : String(200)) returns Integer;
    action setTrigger(trigger : my.Trigger) returns Workflows;
    function summary(![from] : Timestamp, ![to] : Timestamp) returns TaskReportSummary;
  };
  entity Tasks       as projection on my.Tasks;
  entity TaskReports as projection on my.TaskReports;
  entity TaskResults as projection on my.TaskResults;
  @cds.redirection.target
  @cds.query.limit: { default: 100, max: 100 }
  entity Users       as projection on my.Users;
  @readonly
  entity Directory   as projection on my.Users;
  entity Attachments as projection on my.Attachments;
  @odata.singleton
  entity Settings { key ID : Integer; retentionDays : Integer; }

  function echo(text : String) returns String;
  function usersAbove(level : Integer) returns many Users;
  action fail(status : Integer, message : String);
  action reset();
}
