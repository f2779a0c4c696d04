// Lifecycle workflows as a service of the standard's dialect: nothing here is Graph's, but the words.
namespace lifecycle;

using { cuid } from '@sap/cds/common';

/** When and for whom a workflow runs. */
type Trigger {
  timeBasedAttribute : String(40);
  offsetInDays       : Integer;
}

/** A name with a value. */
type Argument {
  name  : String(80) not null;
  value : String(400);
}

entity Workflows : cuid {
  displayName  : String(120) not null @mandatory;
  description  : String(1000);
  category     : String(20);
  isEnabled    : Boolean default false;
  version      : Integer @assert.range: [0, 1000];
  cost         : Decimal(12, 3);
  weight       : Double;
  created      : Timestamp @Core.Immutable;
  dueDate      : Date;
  dueTime      : Time;
  runs         : Integer64;
  fingerprint  : Binary(64);
  labels       : many String(40);
  trigger      : Trigger;
  notes        : many Argument;
  modifiedAt   : Timestamp @cds.on.insert: $now @cds.on.update: $now @odata.etag;
  owner        : Association to Users;
  tasks        : Composition of many Tasks on tasks.workflow = $self;
  reports      : Composition of many TaskReports on reports.workflow = $self;
}

entity Tasks : cuid {
  workflow     : Association to Workflows;
  position     : Integer not null;
  displayName  : String(120);
  continueOnError : Boolean;
}

entity TaskReports : cuid {
  workflow     : Association to Workflows;
  runId        : String(60);
  status       : String(20);
  failedUsers  : Integer;
  totalUsers   : Integer;
  started      : Timestamp;
  results      : Composition of many TaskResults on results.report = $self;
}

/** Its key has two parts, of two types. */
entity TaskResults {
  key report   : Association to TaskReports;
  key number   : Integer;
  subject      : Association to Users;
  status       : String(20);
  failureReason : String(200);
}

/** More than one page; the key is a text that can hold anything. */
entity Users {
  key userName : String(100);
  displayName  : String(200);
  department   : String(60);
  level        : Integer;
}

entity Attachments : cuid {
  fileName     : String(100);
  mediaType    : String(60) @Core.IsMediaType;
  content      : LargeBinary @Core.MediaType: mediaType;
}
