//! The calls of lifecycle workflows.

use msgraph_lifecycle_workflows::v1_0;

mod call_0 {
    use super::*;

    async fn get(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .get()
            .await?;
        Ok(())
    }
}

mod call_1 {
    use super::*;

    async fn get(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .get()
            .select(v1_0::identity_governance::LifecycleWorkflowsContainer::ID)
            .expand(v1_0::identity_governance::LifecycleWorkflowsContainer::CUSTOM_TASK_EXTENSIONS)
            .await?;
        Ok(())
    }
}

mod call_2 {
    use super::*;

    async fn update(
        client: &v1_0::GraphClient,
        entity: &v1_0::identity_governance::LifecycleWorkflowsContainer,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .update().entity(entity)
            .await?;
        Ok(())
    }
}

mod call_3 {
    use super::*;

    async fn delete(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .delete()
            .await?;
        Ok(())
    }
}

mod call_4 {
    use super::*;

    async fn list(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .list()
            .await?;
        Ok(())
    }
}

mod call_5 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, value: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .list()
            .filter(v1_0::identity_governance::CustomTaskExtension::DESCRIPTION.eq(value))
            .order_by(v1_0::identity_governance::CustomTaskExtension::DESCRIPTION.asc())
            .select((v1_0::identity_governance::CustomTaskExtension::ID, v1_0::identity_governance::CustomTaskExtension::DESCRIPTION, v1_0::identity_governance::CustomTaskExtension::DISPLAY_NAME))
            .expand(v1_0::identity_governance::CustomTaskExtension::CREATED_BY)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_6 {
    use super::*;

    async fn count(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .count()
            .await?;
        Ok(())
    }
}

mod call_7 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, value: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .count()
            .filter(v1_0::identity_governance::CustomTaskExtension::DESCRIPTION.eq(value))
            .await?;
        Ok(())
    }
}

mod call_8 {
    use super::*;

    async fn create(
        client: &v1_0::GraphClient,
        entity: &v1_0::identity_governance::CustomTaskExtension,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .create(entity)
            .await?;
        Ok(())
    }
}

mod call_9 {
    use super::*;

    async fn get(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .get()
            .await?;
        Ok(())
    }
}

mod call_10 {
    use super::*;

    async fn get(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .get()
            .select(v1_0::DeletedItemContainer::ID)
            .expand(v1_0::DeletedItemContainer::WORKFLOWS)
            .await?;
        Ok(())
    }
}

mod call_11 {
    use super::*;

    async fn delete(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .delete()
            .await?;
        Ok(())
    }
}

mod call_12 {
    use super::*;

    async fn get(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .insights()
            .get()
            .await?;
        Ok(())
    }
}

mod call_13 {
    use super::*;

    async fn get(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .insights()
            .get()
            .select(v1_0::identity_governance::Insights::ID)
            .await?;
        Ok(())
    }
}

mod call_14 {
    use super::*;

    async fn update(
        client: &v1_0::GraphClient,
        entity: &v1_0::identity_governance::Insights,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .insights()
            .update().entity(entity)
            .await?;
        Ok(())
    }
}

mod call_15 {
    use super::*;

    async fn delete(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .insights()
            .delete()
            .await?;
        Ok(())
    }
}

mod call_16 {
    use super::*;

    async fn top_tasks_processed_summary(
        client: &v1_0::GraphClient,
        start_date_time: clientwright_odata::edm::DateTimeOffset,
        end_date_time: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .insights()
            .top_tasks_processed_summary(start_date_time, end_date_time)
            .await?;
        Ok(())
    }
}

mod call_17 {
    use super::*;

    async fn top_workflows_processed_summary(
        client: &v1_0::GraphClient,
        start_date_time: clientwright_odata::edm::DateTimeOffset,
        end_date_time: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .insights()
            .top_workflows_processed_summary(start_date_time, end_date_time)
            .await?;
        Ok(())
    }
}

mod call_18 {
    use super::*;

    async fn workflows_processed_by_category(
        client: &v1_0::GraphClient,
        start_date_time: clientwright_odata::edm::DateTimeOffset,
        end_date_time: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .insights()
            .workflows_processed_by_category(start_date_time, end_date_time)
            .await?;
        Ok(())
    }
}

mod call_19 {
    use super::*;

    async fn workflows_processed_summary(
        client: &v1_0::GraphClient,
        start_date_time: clientwright_odata::edm::DateTimeOffset,
        end_date_time: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .insights()
            .workflows_processed_summary(start_date_time, end_date_time)
            .await?;
        Ok(())
    }
}

mod call_20 {
    use super::*;

    async fn get(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .settings()
            .get()
            .await?;
        Ok(())
    }
}

mod call_21 {
    use super::*;

    async fn get(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .settings()
            .get()
            .select((v1_0::identity_governance::LifecycleManagementSettings::ID, v1_0::identity_governance::LifecycleManagementSettings::WORKFLOW_SCHEDULE_INTERVAL_IN_HOURS))
            .await?;
        Ok(())
    }
}

mod call_22 {
    use super::*;

    async fn update(
        client: &v1_0::GraphClient,
        entity: &v1_0::identity_governance::LifecycleManagementSettings,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .settings()
            .update().entity(entity)
            .await?;
        Ok(())
    }
}

mod call_23 {
    use super::*;

    async fn list(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .task_definitions()
            .list()
            .await?;
        Ok(())
    }
}

mod call_24 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, value: bool) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .task_definitions()
            .list()
            .filter(v1_0::identity_governance::TaskDefinition::CONTINUE_ON_ERROR.eq(value))
            .order_by(v1_0::identity_governance::TaskDefinition::DESCRIPTION.asc())
            .select((v1_0::identity_governance::TaskDefinition::ID, v1_0::identity_governance::TaskDefinition::CONTINUE_ON_ERROR, v1_0::identity_governance::TaskDefinition::DESCRIPTION))
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_25 {
    use super::*;

    async fn count(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .task_definitions()
            .count()
            .await?;
        Ok(())
    }
}

mod call_26 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, value: bool) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .task_definitions()
            .count()
            .filter(v1_0::identity_governance::TaskDefinition::CONTINUE_ON_ERROR.eq(value))
            .await?;
        Ok(())
    }
}

mod call_27 {
    use super::*;

    async fn list(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .list()
            .await?;
        Ok(())
    }
}

mod call_28 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        value: v1_0::identity_governance::LifecycleWorkflowCategory,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .list()
            .filter(v1_0::identity_governance::Workflow::CATEGORY.eq(value))
            .order_by(v1_0::identity_governance::Workflow::CREATED_DATE_TIME.asc())
            .select((v1_0::identity_governance::Workflow::ID, v1_0::identity_governance::Workflow::CATEGORY, v1_0::identity_governance::Workflow::CREATED_DATE_TIME))
            .expand(v1_0::identity_governance::Workflow::ADMINISTRATION_SCOPE_TARGETS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_29 {
    use super::*;

    async fn count(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .count()
            .await?;
        Ok(())
    }
}

mod call_30 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        value: v1_0::identity_governance::LifecycleWorkflowCategory,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .count()
            .filter(v1_0::identity_governance::Workflow::CATEGORY.eq(value))
            .await?;
        Ok(())
    }
}

mod call_31 {
    use super::*;

    async fn create(
        client: &v1_0::GraphClient,
        entity: &v1_0::identity_governance::Workflow,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .create(entity)
            .await?;
        Ok(())
    }
}

mod call_32 {
    use super::*;

    async fn list(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .list()
            .await?;
        Ok(())
    }
}

mod call_33 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        value: v1_0::identity_governance::LifecycleWorkflowCategory,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .list()
            .filter(v1_0::identity_governance::WorkflowTemplate::CATEGORY.eq(value))
            .order_by(v1_0::identity_governance::WorkflowTemplate::DESCRIPTION.asc())
            .select((v1_0::identity_governance::WorkflowTemplate::ID, v1_0::identity_governance::WorkflowTemplate::CATEGORY, v1_0::identity_governance::WorkflowTemplate::DESCRIPTION))
            .expand(v1_0::identity_governance::WorkflowTemplate::TASKS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_34 {
    use super::*;

    async fn count(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .count()
            .await?;
        Ok(())
    }
}

mod call_35 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        value: v1_0::identity_governance::LifecycleWorkflowCategory,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .count()
            .filter(v1_0::identity_governance::WorkflowTemplate::CATEGORY.eq(value))
            .await?;
        Ok(())
    }
}

mod call_36 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .id(id)
            .get()
            .await?;
        Ok(())
    }
}

mod call_37 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .id(id)
            .get()
            .select((v1_0::identity_governance::CustomTaskExtension::ID, v1_0::identity_governance::CustomTaskExtension::DESCRIPTION, v1_0::identity_governance::CustomTaskExtension::DISPLAY_NAME))
            .expand(v1_0::identity_governance::CustomTaskExtension::CREATED_BY)
            .await?;
        Ok(())
    }
}

mod call_38 {
    use super::*;

    async fn update(
        client: &v1_0::GraphClient,
        id: &str,
        entity: &v1_0::identity_governance::CustomTaskExtension,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .id(id)
            .update().entity(entity)
            .await?;
        Ok(())
    }
}

mod call_39 {
    use super::*;

    async fn delete(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .id(id)
            .delete()
            .await?;
        Ok(())
    }
}

mod call_40 {
    use super::*;

    async fn list(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .list()
            .await?;
        Ok(())
    }
}

mod call_41 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        value: v1_0::identity_governance::LifecycleWorkflowCategory,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .list()
            .filter(v1_0::identity_governance::Workflow::CATEGORY.eq(value))
            .order_by(v1_0::identity_governance::Workflow::CREATED_DATE_TIME.asc())
            .select((v1_0::identity_governance::Workflow::ID, v1_0::identity_governance::Workflow::CATEGORY, v1_0::identity_governance::Workflow::CREATED_DATE_TIME))
            .expand(v1_0::identity_governance::Workflow::ADMINISTRATION_SCOPE_TARGETS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_42 {
    use super::*;

    async fn count(client: &v1_0::GraphClient) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .count()
            .await?;
        Ok(())
    }
}

mod call_43 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        value: v1_0::identity_governance::LifecycleWorkflowCategory,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .count()
            .filter(v1_0::identity_governance::Workflow::CATEGORY.eq(value))
            .await?;
        Ok(())
    }
}

mod call_44 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .task_definitions()
            .id(id)
            .get()
            .await?;
        Ok(())
    }
}

mod call_45 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .task_definitions()
            .id(id)
            .get()
            .select((v1_0::identity_governance::TaskDefinition::ID, v1_0::identity_governance::TaskDefinition::CONTINUE_ON_ERROR, v1_0::identity_governance::TaskDefinition::DESCRIPTION))
            .await?;
        Ok(())
    }
}

mod call_46 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .get()
            .await?;
        Ok(())
    }
}

mod call_47 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .get()
            .select((v1_0::identity_governance::Workflow::ID, v1_0::identity_governance::Workflow::CATEGORY, v1_0::identity_governance::Workflow::CREATED_DATE_TIME))
            .expand(v1_0::identity_governance::Workflow::ADMINISTRATION_SCOPE_TARGETS)
            .await?;
        Ok(())
    }
}

mod call_48 {
    use super::*;

    async fn update(
        client: &v1_0::GraphClient,
        id: &str,
        entity: &v1_0::identity_governance::Workflow,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .update().entity(entity)
            .await?;
        Ok(())
    }
}

mod call_49 {
    use super::*;

    async fn delete(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .delete()
            .await?;
        Ok(())
    }
}

mod call_50 {
    use super::*;

    async fn activate(
        client: &v1_0::GraphClient,
        id: &str,
        subjects: Vec<v1_0::User>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .activate(subjects)
            .await?;
        Ok(())
    }
}

mod call_51 {
    use super::*;

    async fn activate_with_scope(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .activate_with_scope()
            .await?;
        Ok(())
    }
}

mod call_52 {
    use super::*;

    async fn activate_with_scope(
        client: &v1_0::GraphClient,
        id: &str,
        scope: v1_0::identity_governance::ActivationScope,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .activate_with_scope()
            .scope(scope)
            .await?;
        Ok(())
    }
}

mod call_53 {
    use super::*;

    async fn cancel_processing(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .cancel_processing()
            .await?;
        Ok(())
    }
}

mod call_54 {
    use super::*;

    async fn cancel_processing(
        client: &v1_0::GraphClient,
        id: &str,
        scope: v1_0::identity_governance::CancelScope,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .cancel_processing()
            .scope(scope)
            .await?;
        Ok(())
    }
}

mod call_55 {
    use super::*;

    async fn clear_quarantine(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .clear_quarantine()
            .await?;
        Ok(())
    }
}

mod call_56 {
    use super::*;

    async fn create_new_version(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .create_new_version()
            .await?;
        Ok(())
    }
}

mod call_57 {
    use super::*;

    async fn create_new_version(
        client: &v1_0::GraphClient,
        id: &str,
        workflow: v1_0::identity_governance::Workflow,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .create_new_version()
            .workflow(workflow)
            .await?;
        Ok(())
    }
}

mod call_58 {
    use super::*;

    async fn preview_task_failures(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .preview_task_failures()
            .await?;
        Ok(())
    }
}

mod call_59 {
    use super::*;

    async fn preview_workflow(
        client: &v1_0::GraphClient,
        id: &str,
        subjects: Vec<v1_0::DirectoryObject>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .preview_workflow(subjects)
            .await?;
        Ok(())
    }
}

mod call_60 {
    use super::*;

    async fn restore(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .restore()
            .await?;
        Ok(())
    }
}

mod call_61 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .id(id)
            .get()
            .await?;
        Ok(())
    }
}

mod call_62 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .id(id)
            .get()
            .select((v1_0::identity_governance::WorkflowTemplate::ID, v1_0::identity_governance::WorkflowTemplate::CATEGORY, v1_0::identity_governance::WorkflowTemplate::DESCRIPTION))
            .expand(v1_0::identity_governance::WorkflowTemplate::TASKS)
            .await?;
        Ok(())
    }
}

mod call_63 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .id(id)
            .created_by()
            .get()
            .await?;
        Ok(())
    }
}

mod call_64 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .id(id)
            .created_by()
            .get()
            .select((v1_0::User::ID, v1_0::User::DELETED_DATE_TIME, v1_0::User::ABOUT_ME))
            .await?;
        Ok(())
    }
}

mod call_65 {
    use super::*;

    async fn set_link(
        client: &v1_0::GraphClient,
        id: &str,
        target: clientwright_odata::resource::Reference<v1_0::User>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .id(id)
            .created_by()
            .set_link(target)
            .await?;
        Ok(())
    }
}

mod call_66 {
    use super::*;

    async fn unlink(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .custom_task_extensions()
            .id(id)
            .created_by()
            .unlink()
            .await?;
        Ok(())
    }
}

mod call_67 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .get()
            .await?;
        Ok(())
    }
}

mod call_68 {
    use super::*;

    async fn get(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .get()
            .select((v1_0::identity_governance::Workflow::ID, v1_0::identity_governance::Workflow::CATEGORY, v1_0::identity_governance::Workflow::CREATED_DATE_TIME))
            .expand(v1_0::identity_governance::Workflow::ADMINISTRATION_SCOPE_TARGETS)
            .await?;
        Ok(())
    }
}

mod call_69 {
    use super::*;

    async fn delete(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .delete()
            .await?;
        Ok(())
    }
}

mod call_70 {
    use super::*;

    async fn activate(
        client: &v1_0::GraphClient,
        id: &str,
        subjects: Vec<v1_0::User>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .activate(subjects)
            .await?;
        Ok(())
    }
}

mod call_71 {
    use super::*;

    async fn activate_with_scope(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .activate_with_scope()
            .await?;
        Ok(())
    }
}

mod call_72 {
    use super::*;

    async fn activate_with_scope(
        client: &v1_0::GraphClient,
        id: &str,
        scope: v1_0::identity_governance::ActivationScope,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .activate_with_scope()
            .scope(scope)
            .await?;
        Ok(())
    }
}

mod call_73 {
    use super::*;

    async fn cancel_processing(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .cancel_processing()
            .await?;
        Ok(())
    }
}

mod call_74 {
    use super::*;

    async fn cancel_processing(
        client: &v1_0::GraphClient,
        id: &str,
        scope: v1_0::identity_governance::CancelScope,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .cancel_processing()
            .scope(scope)
            .await?;
        Ok(())
    }
}

mod call_75 {
    use super::*;

    async fn clear_quarantine(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .clear_quarantine()
            .await?;
        Ok(())
    }
}

mod call_76 {
    use super::*;

    async fn create_new_version(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .create_new_version()
            .await?;
        Ok(())
    }
}

mod call_77 {
    use super::*;

    async fn create_new_version(
        client: &v1_0::GraphClient,
        id: &str,
        workflow: v1_0::identity_governance::Workflow,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .create_new_version()
            .workflow(workflow)
            .await?;
        Ok(())
    }
}

mod call_78 {
    use super::*;

    async fn preview_task_failures(
        client: &v1_0::GraphClient,
        id: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .preview_task_failures()
            .await?;
        Ok(())
    }
}

mod call_79 {
    use super::*;

    async fn preview_workflow(
        client: &v1_0::GraphClient,
        id: &str,
        subjects: Vec<v1_0::DirectoryObject>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .preview_workflow(subjects)
            .await?;
        Ok(())
    }
}

mod call_80 {
    use super::*;

    async fn restore(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .deleted_items()
            .workflows()
            .id(id)
            .restore()
            .await?;
        Ok(())
    }
}

mod call_81 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .administration_scope_targets()
            .list()
            .await?;
        Ok(())
    }
}

mod call_82 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        value: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .administration_scope_targets()
            .list()
            .filter(v1_0::DirectoryObject::DELETED_DATE_TIME.eq(value))
            .order_by(v1_0::DirectoryObject::DELETED_DATE_TIME.asc())
            .select((v1_0::DirectoryObject::ID, v1_0::DirectoryObject::DELETED_DATE_TIME))
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_83 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .administration_scope_targets()
            .count()
            .await?;
        Ok(())
    }
}

mod call_84 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        value: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .administration_scope_targets()
            .count()
            .filter(v1_0::DirectoryObject::DELETED_DATE_TIME.eq(value))
            .await?;
        Ok(())
    }
}

mod call_85 {
    use super::*;

    async fn links_add(
        client: &v1_0::GraphClient,
        id: &str,
        target: clientwright_odata::resource::Reference<v1_0::DirectoryObject>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .administration_scope_targets()
            .links().add(target)
            .await?;
        Ok(())
    }
}

mod call_86 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .list()
            .await?;
        Ok(())
    }
}

mod call_87 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        value: bool,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .list()
            .filter(v1_0::identity_governance::Task::CONTINUE_ON_ERROR.eq(value))
            .order_by(v1_0::identity_governance::Task::DESCRIPTION.asc())
            .select((v1_0::identity_governance::Task::ID, v1_0::identity_governance::Task::CONTINUE_ON_ERROR, v1_0::identity_governance::Task::DESCRIPTION))
            .expand(v1_0::identity_governance::Task::TASK_PROCESSING_RESULTS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_88 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .count()
            .await?;
        Ok(())
    }
}

mod call_89 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        value: bool,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .count()
            .filter(v1_0::identity_governance::Task::CONTINUE_ON_ERROR.eq(value))
            .await?;
        Ok(())
    }
}

mod call_90 {
    use super::*;

    async fn create(
        client: &v1_0::GraphClient,
        id: &str,
        entity: &v1_0::identity_governance::Task,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .create(entity)
            .await?;
        Ok(())
    }
}

mod call_91 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .list()
            .await?;
        Ok(())
    }
}

mod call_92 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .list()
            .filter(v1_0::identity_governance::UserProcessingResult::PROCESSING_STATUS.eq(value))
            .order_by(v1_0::identity_governance::UserProcessingResult::COMPLETED_DATE_TIME.asc())
            .select((v1_0::identity_governance::UserProcessingResult::ID, v1_0::identity_governance::UserProcessingResult::PROCESSING_STATUS, v1_0::identity_governance::UserProcessingResult::COMPLETED_DATE_TIME))
            .expand(v1_0::identity_governance::UserProcessingResult::REPROCESSED_RUNS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_93 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .count()
            .await?;
        Ok(())
    }
}

mod call_94 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .count()
            .filter(v1_0::identity_governance::UserProcessingResult::PROCESSING_STATUS.eq(value))
            .await?;
        Ok(())
    }
}

mod call_95 {
    use super::*;

    async fn create(
        client: &v1_0::GraphClient,
        id: &str,
        entity: &v1_0::identity_governance::UserProcessingResult,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .create(entity)
            .await?;
        Ok(())
    }
}

mod call_96 {
    use super::*;

    async fn links_add(
        client: &v1_0::GraphClient,
        id: &str,
        target: clientwright_odata::resource::Reference<v1_0::identity_governance::UserProcessingResult>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .links().add(target)
            .await?;
        Ok(())
    }
}

mod call_97 {
    use super::*;

    async fn summary(
        client: &v1_0::GraphClient,
        id: &str,
        start_date_time: clientwright_odata::edm::DateTimeOffset,
        end_date_time: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .summary(start_date_time, end_date_time)
            .await?;
        Ok(())
    }
}

mod call_98 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .runs()
            .list()
            .await?;
        Ok(())
    }
}

mod call_99 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .runs()
            .list()
            .filter(v1_0::identity_governance::Run::PROCESSING_STATUS.eq(value))
            .order_by(v1_0::identity_governance::Run::COMPLETED_DATE_TIME.asc())
            .select((v1_0::identity_governance::Run::ID, v1_0::identity_governance::Run::PROCESSING_STATUS, v1_0::identity_governance::Run::COMPLETED_DATE_TIME))
            .expand(v1_0::identity_governance::Run::REPROCESSED_RUNS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_100 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .runs()
            .count()
            .await?;
        Ok(())
    }
}

mod call_101 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .runs()
            .count()
            .filter(v1_0::identity_governance::Run::PROCESSING_STATUS.eq(value))
            .await?;
        Ok(())
    }
}

mod call_102 {
    use super::*;

    async fn summary(
        client: &v1_0::GraphClient,
        id: &str,
        start_date_time: clientwright_odata::edm::DateTimeOffset,
        end_date_time: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .runs()
            .summary(start_date_time, end_date_time)
            .await?;
        Ok(())
    }
}

mod call_103 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .list()
            .await?;
        Ok(())
    }
}

mod call_104 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .list()
            .filter(v1_0::identity_governance::TaskReport::PROCESSING_STATUS.eq(value))
            .order_by(v1_0::identity_governance::TaskReport::COMPLETED_DATE_TIME.asc())
            .select((v1_0::identity_governance::TaskReport::ID, v1_0::identity_governance::TaskReport::PROCESSING_STATUS, v1_0::identity_governance::TaskReport::COMPLETED_DATE_TIME))
            .expand(v1_0::identity_governance::TaskReport::TASK)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_105 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .count()
            .await?;
        Ok(())
    }
}

mod call_106 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .count()
            .filter(v1_0::identity_governance::TaskReport::PROCESSING_STATUS.eq(value))
            .await?;
        Ok(())
    }
}

mod call_107 {
    use super::*;

    async fn summary(
        client: &v1_0::GraphClient,
        id: &str,
        start_date_time: clientwright_odata::edm::DateTimeOffset,
        end_date_time: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .summary(start_date_time, end_date_time)
            .await?;
        Ok(())
    }
}

mod call_108 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .user_processing_results()
            .list()
            .await?;
        Ok(())
    }
}

mod call_109 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .user_processing_results()
            .list()
            .filter(v1_0::identity_governance::UserProcessingResult::PROCESSING_STATUS.eq(value))
            .order_by(v1_0::identity_governance::UserProcessingResult::COMPLETED_DATE_TIME.asc())
            .select((v1_0::identity_governance::UserProcessingResult::ID, v1_0::identity_governance::UserProcessingResult::PROCESSING_STATUS, v1_0::identity_governance::UserProcessingResult::COMPLETED_DATE_TIME))
            .expand(v1_0::identity_governance::UserProcessingResult::REPROCESSED_RUNS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_110 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .user_processing_results()
            .count()
            .await?;
        Ok(())
    }
}

mod call_111 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .user_processing_results()
            .count()
            .filter(v1_0::identity_governance::UserProcessingResult::PROCESSING_STATUS.eq(value))
            .await?;
        Ok(())
    }
}

mod call_112 {
    use super::*;

    async fn summary(
        client: &v1_0::GraphClient,
        id: &str,
        start_date_time: clientwright_odata::edm::DateTimeOffset,
        end_date_time: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .user_processing_results()
            .summary(start_date_time, end_date_time)
            .await?;
        Ok(())
    }
}

mod call_113 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .versions()
            .list()
            .await?;
        Ok(())
    }
}

mod call_114 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowCategory,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .versions()
            .list()
            .filter(v1_0::identity_governance::WorkflowVersion::CATEGORY.eq(value))
            .order_by(v1_0::identity_governance::WorkflowVersion::CREATED_DATE_TIME.asc())
            .select((v1_0::identity_governance::WorkflowVersion::VERSION_NUMBER, v1_0::identity_governance::WorkflowVersion::CATEGORY, v1_0::identity_governance::WorkflowVersion::CREATED_DATE_TIME))
            .expand(v1_0::identity_governance::WorkflowVersion::ADMINISTRATION_SCOPE_TARGETS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_115 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .versions()
            .count()
            .await?;
        Ok(())
    }
}

mod call_116 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        value: v1_0::identity_governance::LifecycleWorkflowCategory,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .versions()
            .count()
            .filter(v1_0::identity_governance::WorkflowVersion::CATEGORY.eq(value))
            .await?;
        Ok(())
    }
}

mod call_117 {
    use super::*;

    async fn list(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .id(id)
            .tasks()
            .list()
            .await?;
        Ok(())
    }
}

mod call_118 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        value: bool,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .id(id)
            .tasks()
            .list()
            .filter(v1_0::identity_governance::Task::CONTINUE_ON_ERROR.eq(value))
            .order_by(v1_0::identity_governance::Task::DESCRIPTION.asc())
            .select((v1_0::identity_governance::Task::ID, v1_0::identity_governance::Task::CONTINUE_ON_ERROR, v1_0::identity_governance::Task::DESCRIPTION))
            .expand(v1_0::identity_governance::Task::TASK_PROCESSING_RESULTS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_119 {
    use super::*;

    async fn count(client: &v1_0::GraphClient, id: &str) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .id(id)
            .tasks()
            .count()
            .await?;
        Ok(())
    }
}

mod call_120 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        value: bool,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .id(id)
            .tasks()
            .count()
            .filter(v1_0::identity_governance::Task::CONTINUE_ON_ERROR.eq(value))
            .await?;
        Ok(())
    }
}

mod call_121 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .get()
            .await?;
        Ok(())
    }
}

mod call_122 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .get()
            .select((v1_0::identity_governance::Task::ID, v1_0::identity_governance::Task::CONTINUE_ON_ERROR, v1_0::identity_governance::Task::DESCRIPTION))
            .expand(v1_0::identity_governance::Task::TASK_PROCESSING_RESULTS)
            .await?;
        Ok(())
    }
}

mod call_123 {
    use super::*;

    async fn update(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        entity: &v1_0::identity_governance::Task,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .update().entity(entity)
            .await?;
        Ok(())
    }
}

mod call_124 {
    use super::*;

    async fn delete(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .delete()
            .await?;
        Ok(())
    }
}

mod call_125 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .get()
            .await?;
        Ok(())
    }
}

mod call_126 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .get()
            .select((v1_0::identity_governance::UserProcessingResult::ID, v1_0::identity_governance::UserProcessingResult::COMPLETED_DATE_TIME, v1_0::identity_governance::UserProcessingResult::FAILED_TASKS_COUNT))
            .expand(v1_0::identity_governance::UserProcessingResult::REPROCESSED_RUNS)
            .await?;
        Ok(())
    }
}

mod call_127 {
    use super::*;

    async fn update(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        entity: &v1_0::identity_governance::UserProcessingResult,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .update().entity(entity)
            .await?;
        Ok(())
    }
}

mod call_128 {
    use super::*;

    async fn delete(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .delete()
            .await?;
        Ok(())
    }
}

mod call_129 {
    use super::*;

    async fn set_link(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        target: clientwright_odata::resource::Reference<v1_0::identity_governance::UserProcessingResult>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .set_link(target)
            .await?;
        Ok(())
    }
}

mod call_130 {
    use super::*;

    async fn unlink(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .unlink()
            .await?;
        Ok(())
    }
}

mod call_131 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .runs()
            .id(id_2)
            .get()
            .await?;
        Ok(())
    }
}

mod call_132 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .runs()
            .id(id_2)
            .get()
            .select((v1_0::identity_governance::Run::ID, v1_0::identity_governance::Run::COMPLETED_DATE_TIME, v1_0::identity_governance::Run::FAILED_TASKS_COUNT))
            .expand(v1_0::identity_governance::Run::REPROCESSED_RUNS)
            .await?;
        Ok(())
    }
}

mod call_133 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .get()
            .await?;
        Ok(())
    }
}

mod call_134 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .get()
            .select((v1_0::identity_governance::TaskReport::ID, v1_0::identity_governance::TaskReport::COMPLETED_DATE_TIME, v1_0::identity_governance::TaskReport::FAILED_USERS_COUNT))
            .expand(v1_0::identity_governance::TaskReport::TASK)
            .await?;
        Ok(())
    }
}

mod call_135 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .user_processing_results()
            .id(id_2)
            .get()
            .await?;
        Ok(())
    }
}

mod call_136 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .user_processing_results()
            .id(id_2)
            .get()
            .select((v1_0::identity_governance::UserProcessingResult::ID, v1_0::identity_governance::UserProcessingResult::COMPLETED_DATE_TIME, v1_0::identity_governance::UserProcessingResult::FAILED_TASKS_COUNT))
            .expand(v1_0::identity_governance::UserProcessingResult::REPROCESSED_RUNS)
            .await?;
        Ok(())
    }
}

mod call_137 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        version_number: i32,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .versions()
            .by_key(version_number)
            .get()
            .await?;
        Ok(())
    }
}

mod call_138 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        version_number: i32,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .versions()
            .by_key(version_number)
            .get()
            .select((v1_0::identity_governance::WorkflowVersion::VERSION_NUMBER, v1_0::identity_governance::WorkflowVersion::CATEGORY, v1_0::identity_governance::WorkflowVersion::CREATED_DATE_TIME))
            .expand(v1_0::identity_governance::WorkflowVersion::ADMINISTRATION_SCOPE_TARGETS)
            .await?;
        Ok(())
    }
}

mod call_139 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .id(id)
            .tasks()
            .id(id_2)
            .get()
            .await?;
        Ok(())
    }
}

mod call_140 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflow_templates()
            .id(id)
            .tasks()
            .id(id_2)
            .get()
            .select((v1_0::identity_governance::Task::ID, v1_0::identity_governance::Task::CONTINUE_ON_ERROR, v1_0::identity_governance::Task::DESCRIPTION))
            .expand(v1_0::identity_governance::Task::TASK_PROCESSING_RESULTS)
            .await?;
        Ok(())
    }
}

mod call_141 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .task_processing_results()
            .list()
            .await?;
        Ok(())
    }
}

mod call_142 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .task_processing_results()
            .list()
            .filter(v1_0::identity_governance::TaskProcessingResult::PROCESSING_STATUS.eq(value))
            .order_by(v1_0::identity_governance::TaskProcessingResult::COMPLETED_DATE_TIME.asc())
            .select((v1_0::identity_governance::TaskProcessingResult::ID, v1_0::identity_governance::TaskProcessingResult::PROCESSING_STATUS, v1_0::identity_governance::TaskProcessingResult::COMPLETED_DATE_TIME))
            .expand(v1_0::identity_governance::TaskProcessingResult::SUBJECT)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_143 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .task_processing_results()
            .count()
            .await?;
        Ok(())
    }
}

mod call_144 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .task_processing_results()
            .count()
            .filter(v1_0::identity_governance::TaskProcessingResult::PROCESSING_STATUS.eq(value))
            .await?;
        Ok(())
    }
}

mod call_145 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .list()
            .await?;
        Ok(())
    }
}

mod call_146 {
    use super::*;

    async fn list(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .list()
            .filter(v1_0::identity_governance::Run::PROCESSING_STATUS.eq(value))
            .order_by(v1_0::identity_governance::Run::COMPLETED_DATE_TIME.asc())
            .select((v1_0::identity_governance::Run::ID, v1_0::identity_governance::Run::PROCESSING_STATUS, v1_0::identity_governance::Run::COMPLETED_DATE_TIME))
            .expand(v1_0::identity_governance::Run::REPROCESSED_RUNS)
            .top(10)
            .await?;
        Ok(())
    }
}

mod call_147 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .count()
            .await?;
        Ok(())
    }
}

mod call_148 {
    use super::*;

    async fn count(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        value: v1_0::identity_governance::LifecycleWorkflowProcessingStatus,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .count()
            .filter(v1_0::identity_governance::Run::PROCESSING_STATUS.eq(value))
            .await?;
        Ok(())
    }
}

mod call_149 {
    use super::*;

    async fn create(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        entity: &v1_0::identity_governance::Run,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .create(entity)
            .await?;
        Ok(())
    }
}

mod call_150 {
    use super::*;

    async fn links_add(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        target: clientwright_odata::resource::Reference<v1_0::identity_governance::Run>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .links().add(target)
            .await?;
        Ok(())
    }
}

mod call_151 {
    use super::*;

    async fn summary(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        start_date_time: clientwright_odata::edm::DateTimeOffset,
        end_date_time: clientwright_odata::edm::DateTimeOffset,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .summary(start_date_time, end_date_time)
            .await?;
        Ok(())
    }
}

mod call_152 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .task()
            .get()
            .await?;
        Ok(())
    }
}

mod call_153 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .task()
            .get()
            .select((v1_0::identity_governance::Task::ID, v1_0::identity_governance::Task::CONTINUE_ON_ERROR, v1_0::identity_governance::Task::DESCRIPTION))
            .expand(v1_0::identity_governance::Task::TASK_PROCESSING_RESULTS)
            .await?;
        Ok(())
    }
}

mod call_154 {
    use super::*;

    async fn update(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        entity: &v1_0::identity_governance::Task,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .task()
            .update().entity(entity)
            .await?;
        Ok(())
    }
}

mod call_155 {
    use super::*;

    async fn set_link(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        target: clientwright_odata::resource::Reference<v1_0::identity_governance::Task>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .task()
            .set_link(target)
            .await?;
        Ok(())
    }
}

mod call_156 {
    use super::*;

    async fn unlink(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .task()
            .unlink()
            .await?;
        Ok(())
    }
}

mod call_157 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .task_definition()
            .get()
            .await?;
        Ok(())
    }
}

mod call_158 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .task_definition()
            .get()
            .select((v1_0::identity_governance::TaskDefinition::ID, v1_0::identity_governance::TaskDefinition::CONTINUE_ON_ERROR, v1_0::identity_governance::TaskDefinition::DESCRIPTION))
            .await?;
        Ok(())
    }
}

mod call_159 {
    use super::*;

    async fn set_link(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        target: clientwright_odata::resource::Reference<v1_0::identity_governance::TaskDefinition>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .task_definition()
            .set_link(target)
            .await?;
        Ok(())
    }
}

mod call_160 {
    use super::*;

    async fn unlink(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .task_reports()
            .id(id_2)
            .task_definition()
            .unlink()
            .await?;
        Ok(())
    }
}

mod call_161 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .task_processing_results()
            .id(id_3)
            .get()
            .await?;
        Ok(())
    }
}

mod call_162 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .task_processing_results()
            .id(id_3)
            .get()
            .select((v1_0::identity_governance::TaskProcessingResult::ID, v1_0::identity_governance::TaskProcessingResult::COMPLETED_DATE_TIME, v1_0::identity_governance::TaskProcessingResult::CREATED_DATE_TIME))
            .expand(v1_0::identity_governance::TaskProcessingResult::SUBJECT)
            .await?;
        Ok(())
    }
}

mod call_163 {
    use super::*;

    async fn resume(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
        data: v1_0::identity_governance::CustomTaskExtensionCallbackData,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .task_processing_results()
            .id(id_3)
            .resume(data)
            .await?;
        Ok(())
    }
}

mod call_164 {
    use super::*;

    async fn resume(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
        data: v1_0::identity_governance::CustomTaskExtensionCallbackData,
        source: &str,
        type_: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .tasks()
            .id(id_2)
            .task_processing_results()
            .id(id_3)
            .resume(data)
            .source(source)
            .type_(type_)
            .await?;
        Ok(())
    }
}

mod call_165 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .id(id_3)
            .get()
            .await?;
        Ok(())
    }
}

mod call_166 {
    use super::*;

    async fn get(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .id(id_3)
            .get()
            .select((v1_0::identity_governance::Run::ID, v1_0::identity_governance::Run::COMPLETED_DATE_TIME, v1_0::identity_governance::Run::FAILED_TASKS_COUNT))
            .expand(v1_0::identity_governance::Run::REPROCESSED_RUNS)
            .await?;
        Ok(())
    }
}

mod call_167 {
    use super::*;

    async fn update(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
        entity: &v1_0::identity_governance::Run,
    ) -> Result<(), clientwright_odata::Error> {
        let result = client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .id(id_3)
            .update().entity(entity)
            .await?;
        Ok(())
    }
}

mod call_168 {
    use super::*;

    async fn delete(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .id(id_3)
            .delete()
            .await?;
        Ok(())
    }
}

mod call_169 {
    use super::*;

    async fn set_link(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
        target: clientwright_odata::resource::Reference<v1_0::identity_governance::Run>,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .id(id_3)
            .set_link(target)
            .await?;
        Ok(())
    }
}

mod call_170 {
    use super::*;

    async fn unlink(
        client: &v1_0::GraphClient,
        id: &str,
        id_2: &str,
        id_3: &str,
    ) -> Result<(), clientwright_odata::Error> {
        client
            .identity_governance()
            .lifecycle_workflows()
            .workflows()
            .id(id)
            .execution_scope()
            .id(id_2)
            .reprocessed_runs()
            .id(id_3)
            .unlink()
            .await?;
        Ok(())
    }
}
