using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Npgsql;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.ServiceBus;
using ToskaMesh.Functions.Store.Postgres;
using ToskaMesh.Infra.Tests.Settings;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Infra.Tests.Bicep;

/// <summary>What docs/deploy-azure.md promises, read from the committed snapshots, which <see cref="BicepTests"/> keeps true.</summary>
public sealed class DeploymentTests
{
    private static readonly Deployment Main = Deployment.Read("main");
    private static readonly Deployment Production = Deployment.Read("production");

    public static TheoryData<string> Each => ["main", "production"];

    [Theory]
    [MemberData(nameof(Each))]
    public void FunctionApp_AcceptsItsSettings_AndReadsEachOfThem(string parameters) =>
        Acceptance.OfFunctionApp(Deployment.Read(parameters).FunctionSettings().Resolved());

    /// <summary>Flex Consumption refuses the setting, since it has a property for it.</summary>
    [Fact]
    public void FunctionApp_HasNoWorkerRuntime()
    {
        var settings = Main.FunctionSettings();

        Assert.DoesNotContain("FUNCTIONS_WORKER_RUNTIME", settings.Keys);
        var runtime = Site(Main)["functionAppConfig"]!["runtime"]!;
        Assert.Equal(("dotnet-isolated", "10.0"), ((string?)runtime["name"], (string?)runtime["version"]));
    }

    /// <summary>A group in several zones wants two at least.</summary>
    [Theory]
    [InlineData("main", 1)]
    [InlineData("production", 2)]
    public void FunctionApp_InActiveMode_HasInstancesThatAreAlwaysReady(string parameters, int each)
    {
        var deployment = Deployment.Read(parameters);
        var ready = Site(deployment)["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.AsArray();
        var (tick, _) = Assert.Single(Triggers.Of<TimerTriggerAttribute>(), trigger => trigger.Binding.Schedule == "%Mesh:Tick%");

        Assert.Equal(["http", "durable", $"function:{tick}"], ready.Select(group => (string?)group!["name"]));
        Assert.All(ready, group => Assert.Equal(each, (int?)group!["instanceCount"]));
        Assert.Equal(each > 1, (bool?)Property(deployment, "Microsoft.Web/serverfarms", "zoneRedundant"));
    }

    /// <summary>Each instance has a pool of its own, and a server's size says how many connections it takes.</summary>
    [Theory]
    [InlineData("main", "Standard_B2s", 414)]
    [InlineData("production", "Standard_D2ds_v5", 844)]
    public void FunctionApp_OpensNoMoreConnectionsThanTheDatabaseTakes(string parameters, string size, int connections)
    {
        var deployment = Deployment.Read(parameters);
        var pool = new NpgsqlConnectionStringBuilder(PostgresConnection.Complete(deployment.FunctionSettings().Resolved()["Mesh__Postgres"])).MaxPoolSize;

        Assert.Equal(size, (string?)deployment.Of("Microsoft.DBforPostgreSQL/flexibleServers").Single()["sku"]!["name"]);
        Assert.True(pool * (int)Site(deployment)["functionAppConfig"]!["scaleAndConcurrency"]!["maximumInstanceCount"]! < connections);
    }

    /// <summary>RabbitMQ's triggers do not run on Flex Consumption; of Service Bus's those run whose subscription is deployed.</summary>
    [Theory]
    [MemberData(nameof(Each))]
    public void FunctionApp_ListensWhereThereIsSomethingToHear(string parameters)
    {
        var deployment = Deployment.Read(parameters);
        var disabled = deployment.FunctionSettings().Where(setting => setting.Value == "true").Select(setting => setting.Key).ToHashSet();
        var subscriptions = deployment.Of("Microsoft.ServiceBus/namespaces/topics/subscriptions").Select(subscription => ((string)subscription["name"]!).Split('/')[^1]).ToHashSet();

        Assert.NotEmpty(Triggers.Of<RabbitMQTriggerAttribute>());
        Assert.All(Triggers.Of<RabbitMQTriggerAttribute>(), trigger => Assert.Contains($"AzureWebJobs_{trigger.Function}_Disabled", disabled));
        Assert.All(Triggers.Of<ServiceBusTriggerAttribute>(), trigger => Assert.NotEqual(
            disabled.Contains($"AzureWebJobs_{trigger.Function}_Disabled"),
            subscriptions.Contains(trigger.Binding.SubscriptionName!.Split('/')[0])));
    }

    /// <summary>The host's storage goes by the identity as well, also for orchestrations.</summary>
    [Fact]
    public void FunctionApp_SignsInAtItsStorage()
    {
        var settings = Main.FunctionSettings();
        var storage = Site(Main)["functionAppConfig"]!["deployment"]!["storage"]!;

        Assert.Equal(
            ["AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential"],
            settings.Keys.Where(name => name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("managedidentity", settings["AzureWebJobsStorage__credential"]);
        Assert.Equal("UserAssignedIdentity", (string?)storage["authentication"]!["type"]);
        Assert.Contains("/id-control-", (string?)storage["authentication"]!["userAssignedIdentityResourceId"], StringComparison.Ordinal);
        Assert.DoesNotContain(settings.Keys, name => name.StartsWith("WEBSITE_", StringComparison.Ordinal));
        Assert.EndsWith(";Authorization=AAD", TemplateExpression.Evaluate(settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]), StringComparison.Ordinal);
    }

    /// <summary>In the network of its own it is known where gateways call from; elsewhere an operator says so, or no address is believed.</summary>
    [Fact]
    public void FunctionApp_BelievesGatewaysOfItsNetwork()
    {
        var subnet = Production.Of("Microsoft.Network/virtualNetworks").Single()["properties"]!["subnets"]!.AsArray().Single(subnet => (string?)subnet!["name"] == "gateways")!;
        var trusted = Production.FunctionSettings()["Mesh__RateLimit__TrustedProxies"].Split(',').Select(network => IPNetwork.Parse(network));

        Assert.Contains(trusted, network => network.Contains(IPNetwork.Parse((string)subnet["properties"]!["addressPrefix"]!).BaseAddress));
        Assert.DoesNotContain("Mesh__RateLimit__TrustedProxies", Main.FunctionSettings().Keys);
    }

    [Theory]
    [InlineData("main.bicep")]
    [InlineData("gateway.bicep")]
    public async Task Templates_TakeAndGiveNoSecret(string template)
    {
        var compiled = JsonNode.Parse((await BicepCompiler.RunAsync("build", template, "--stdout")).Output)!;
        string[] members = ["parameters", "outputs"];

        foreach (var (name, member) in members.SelectMany(kind => compiled[kind]!.AsObject()))
        {
            Assert.DoesNotContain("secure", (string)member!["type"]!, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("(?i)password|connectionstring|apikey|masterkey", name);
        }
    }

    [Fact]
    public void Secrets_AreReferencesToAVault_AndNothingElseIsSecret()
    {
        var secret = Main.FunctionSettings().Where(setting => SettingsCatalogue.Find(SettingsCatalogue.Plain(setting.Key))?.IsSecret is true).ToList();

        Assert.NotEmpty(secret);
        Assert.All(secret, setting => Assert.StartsWith("@Microsoft.KeyVault(SecretUri=https://", TemplateExpression.Evaluate(setting.Value), StringComparison.Ordinal));
        Assert.DoesNotContain("listKeys", Main.Text + Production.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AccountKey=", Main.Text + Production.Text, StringComparison.Ordinal);
    }

    /// <summary>Exactly these, and no more.</summary>
    [Fact]
    public void RoleAssignments_AreThoseThatAreNeeded() => Assert.Equal(
        [
            "deployer: Key Vault Secrets Officer on vaults/kv-c-okkwcjrqbgzxi",
            "deployer: Key Vault Secrets Officer on vaults/kv-g-okkwcjrqbgzxi",
            "deployer: Key Vault Secrets Officer on vaults/kv-s-okkwcjrqbgzxi",
            "deployer: Storage Blob Data Contributor on storageAccounts/stdmeshokkwcj",
            "function app: Azure Service Bus Data Receiver on namespaces/sb-mesh-okkwcj/topics/toskamesh-events/subscriptions/toskamesh.service-history",
            "function app: Azure Service Bus Data Sender on namespaces/sb-mesh-okkwcj/topics/toskamesh-events",
            "function app: Key Vault Secrets User on vaults/kv-c-okkwcjrqbgzxi",
            "function app: Key Vault Secrets User on vaults/kv-g-okkwcjrqbgzxi",
            "function app: Key Vault Secrets User on vaults/kv-s-okkwcjrqbgzxi",
            "function app: Monitoring Metrics Publisher on components/appi-mesh-okkwcj",
            "function app: Storage Blob Data Contributor on storageAccounts/stdmeshokkwcj/blobServices/default/containers/toska-credentials",
            "function app: Storage Blob Data Contributor on storageAccounts/stdmeshokkwcj/blobServices/default/containers/toska-routes",
            "function app: Storage Blob Data Owner on storageAccounts/sthmeshokkwcj",
            "function app: Storage Queue Data Contributor on storageAccounts/sthmeshokkwcj",
            "function app: Storage Table Data Contributor on storageAccounts/sthmeshokkwcj",
            "gateway: AcrPull on registries/crtoskameshokkwcj",
            "gateway: Key Vault Secrets User on vaults/kv-g-okkwcjrqbgzxi",
            "gateway: Monitoring Metrics Publisher on components/appi-mesh-okkwcj",
            "gateway: Storage Blob Data Reader on storageAccounts/stdmeshokkwcj/blobServices/default/containers/toska-credentials",
            "gateway: Storage Blob Data Reader on storageAccounts/stdmeshokkwcj/blobServices/default/containers/toska-routes",
        ],
        Main.RoleAssignments());

    [Theory]
    [MemberData(nameof(Each))]
    public void Services_TakeNoKeys_AndNoOldTls(string parameters)
    {
        var deployment = Deployment.Read(parameters);

        Assert.All(deployment.Of("Microsoft.Storage/storageAccounts"), account =>
        {
            var properties = account["properties"]!;
            Assert.Equal("TLS1_2", (string?)properties["minimumTlsVersion"]);
            Assert.True((bool?)properties["supportsHttpsTrafficOnly"]);
            Assert.False((bool?)properties["allowSharedKeyAccess"]);
            Assert.False((bool?)properties["allowBlobPublicAccess"]);
        });
        Assert.Equal(("1.2", true), ((string?)Property(deployment, "Microsoft.ServiceBus/namespaces", "minimumTlsVersion"), (bool?)Property(deployment, "Microsoft.ServiceBus/namespaces", "disableLocalAuth")));
        Assert.Equal("1.2", (string?)Property(deployment, "Microsoft.Cache/redisEnterprise", "minimumTlsVersion"));
        Assert.Equal(("Disabled", "Encrypted"), ((string?)Property(deployment, "Microsoft.Cache/redisEnterprise/databases", "accessKeysAuthentication"), (string?)Property(deployment, "Microsoft.Cache/redisEnterprise/databases", "clientProtocol")));
        var sign = Property(deployment, "Microsoft.DBforPostgreSQL/flexibleServers", "authConfig")!;
        Assert.Equal(("Enabled", "Disabled"), ((string?)sign["activeDirectoryAuth"], (string?)sign["passwordAuth"]));
        var configured = deployment.Of("Microsoft.DBforPostgreSQL/flexibleServers/configurations").ToDictionary(item => ((string)item["name"]!).Split('/')[1], item => (string?)item["properties"]!["value"]);
        Assert.Equal(("TLSv1.2", "on"), (configured["ssl_min_protocol_version"], configured["require_secure_transport"]));
        Assert.True((bool?)Site(deployment)["httpsOnly"]);
        Assert.Equal("1.2", (string?)Site(deployment)["siteConfig"]!["minTlsVersion"]);
        Assert.All(deployment.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies"), policy => Assert.False((bool?)policy["properties"]!["allow"]));
        Assert.False((bool?)Property(deployment, "Microsoft.ContainerRegistry/registries", "adminUserEnabled"));
        Assert.All(deployment.Of("Microsoft.KeyVault/vaults"), vault => Assert.Equal(
            (true, true, true),
            ((bool?)vault["properties"]!["enableRbacAuthorization"], (bool?)vault["properties"]!["enableSoftDelete"], (bool?)vault["properties"]!["enablePurgeProtection"])));
    }

    [Fact]
    public void PrivateNetworking_LeavesOnlyTheGatewaysPublic()
    {
        string[] kinds =
        [
            "Microsoft.Storage/storageAccounts", "Microsoft.ServiceBus/namespaces", "Microsoft.Cache/redisEnterprise",
            "Microsoft.KeyVault/vaults", "Microsoft.ContainerRegistry/registries", "Microsoft.Web/sites",
        ];

        Assert.All(kinds.SelectMany(Production.Of), resource => Assert.Equal("Disabled", (string?)resource["properties"]!["publicNetworkAccess"]));
        Assert.Equal("Disabled", (string?)Property(Production, "Microsoft.DBforPostgreSQL/flexibleServers", "network")!["publicNetworkAccess"]);
        Assert.Empty(Production.Of("Microsoft.DBforPostgreSQL/flexibleServers/firewallRules"));

        // Each of them has a way in, by a name that leads to it.
        var targets = Production.Of("Microsoft.Network/privateEndpoints").Select(endpoint => (string)endpoint["properties"]!["privateLinkServiceConnections"]![0]!["properties"]!["privateLinkServiceId"]!).ToHashSet();
        Assert.All([.. kinds, "Microsoft.DBforPostgreSQL/flexibleServers"], kind => Assert.All(Production.Of(kind), resource => Assert.Contains((string)resource["id"]!, targets)));
        var zones = Production.Of("Microsoft.Network/privateDnsZones").Select(zone => (string)zone["id"]!).ToHashSet();
        Assert.All(
            Production.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups"),
            names => Assert.Contains((string)names["properties"]!["privateDnsZoneConfigs"]![0]!["properties"]!["privateDnsZoneId"]!, zones));
    }

    /// <summary>The rule that the topic's subscription has is what the consumer wants, and the code's words for it.</summary>
    [Fact]
    public void Subscriptions_AreThoseOfTheConsumersThatListen()
    {
        var consumer = EventConsumers.Of(EventConsumers.ServiceHistory);
        var types = string.Join(", ", consumer.Types.Select(type => $"'{type}'"));

        Assert.EndsWith($"/{ServiceBusTopic.Name}", (string?)Main.Of("Microsoft.ServiceBus/namespaces/topics").Single()["name"], StringComparison.Ordinal);
        Assert.EndsWith($"/{consumer.Name}", (string?)Main.Of("Microsoft.ServiceBus/namespaces/topics/subscriptions").Single()["name"], StringComparison.Ordinal);
        var rule = Main.Of("Microsoft.ServiceBus/namespaces/topics/subscriptions/rules").Single();
        Assert.EndsWith("/$Default", (string?)rule["name"], StringComparison.Ordinal);
        Assert.Equal($"(consumer IS NULL OR consumer = '{consumer.Name}') AND type IN ({types})", (string?)rule["properties"]!["sqlFilter"]!["sqlExpression"]);
    }

    [Fact]
    public void Documents_LieInTheContainersOfTheCode() => Assert.Equal(
        DocumentContainers.All.Order(StringComparer.Ordinal),
        Main.Of("Microsoft.Storage/storageAccounts/blobServices/containers").Select(container => ((string)container["name"]!).Split('/')[^1]).Where(name => name != "app-package").Order(StringComparer.Ordinal));

    /// <summary>What the compiler does not know of names, and a service refuses.</summary>
    [Theory]
    [InlineData("main")]
    [InlineData("production")]
    [InlineData("longest")]
    public async Task Names_AreOnesThatAzureTakes(string parameters)
    {
        var deployment = parameters == "longest"
            ? new Deployment(await BicepCompiler.SnapshotAsync("main", ("AZURE_ENV_NAME", "A-Name-Of-20-Signs-1")))
            : Deployment.Read(parameters);
        (string Type, string Pattern)[] rules =
        [
            ("Microsoft.Storage/storageAccounts", "^[a-z0-9]{3,24}$"),
            ("Microsoft.ContainerRegistry/registries", "^[a-zA-Z0-9]{5,50}$"),
            ("Microsoft.KeyVault/vaults", "^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$"),
            ("Microsoft.Cache/redisEnterprise", "^[a-z0-9](?!.*--)[a-z0-9-]{0,58}[a-z0-9]$"),
            ("Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments", "^[A-Za-z0-9]{1,60}$"),
            ("Microsoft.DBforPostgreSQL/flexibleServers", "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$"),
            ("Microsoft.ServiceBus/namespaces", "^[a-z][a-z0-9-]{4,48}[a-z0-9]$"),
            ("Microsoft.App/managedEnvironments", "^[a-z][a-z0-9-]{0,30}[a-z0-9]$"),

            // The host takes the first 32 for its id, by which hosts know each other.
            ("Microsoft.Web/sites", "^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$"),
        ];

        Assert.All(rules, rule => Assert.All(
            deployment.Of(rule.Type).ToList() is { Count: > 0 } resources ? resources : throw new InvalidOperationException(rule.Type),
            resource => Assert.Matches(rule.Pattern, TemplateExpression.Evaluate((string)resource["name"]!).Split('/')[^1])));
        var unique = ((string)deployment.Of("Microsoft.Web/sites").Single()["name"]!)[^6..];
        Assert.All(deployment.Of("Microsoft.Storage/storageAccounts"), account => Assert.EndsWith(unique, (string)account["name"]!, StringComparison.Ordinal));
    }

    /// <summary>They are an option, and what they ask for is measured under that name.</summary>
    [Fact]
    public void Alerts_AskForWhatIsMeasured_AndTellSomebody()
    {
        string[] kinds = ["Microsoft.Insights/actionGroups", "Microsoft.Insights/metricAlerts", "Microsoft.Insights/scheduledQueryRules", "Microsoft.Consumption/budgets"];

        Assert.All(kinds, kind => Assert.Empty(Main.Of(kind)));
        Assert.All(kinds, kind => Assert.NotEmpty(Production.Of(kind)));
        var query = (string)Property(Production, "Microsoft.Insights/scheduledQueryRules", "criteria")!["allOf"]![0]!["query"]!;
        Assert.Contains($"name == \"{MessagingMeter.Parked.Name}\"", query, StringComparison.Ordinal);
        var people = (string)Production.Of("Microsoft.Insights/actionGroups").Single()["id"]!;
        Assert.All(Production.Of("Microsoft.Insights/metricAlerts"), alert => Assert.Equal(people, (string?)alert["properties"]!["actions"]![0]!["actionGroupId"]));
    }

    /// <summary>Whatever keeps state or answers requests tells the workspace.</summary>
    [Theory]
    [MemberData(nameof(Each))]
    public void Services_SendTheirLogs(string parameters)
    {
        string[] kinds = ["storageAccounts", "namespaces", "flexibleServers", "redisEnterprise", "vaults", "registries", "managedEnvironments", "sites"];
        var told = string.Join('\n', Deployment.Read(parameters).Of("Microsoft.Insights/diagnosticSettings").Select(setting => (string)setting["id"]!));

        Assert.All(kinds, kind => Assert.Contains($"/{kind}/", told, StringComparison.Ordinal));
    }

    private static JsonNode Site(Deployment deployment) => deployment.Of("Microsoft.Web/sites").Single()["properties"]!;

    private static JsonNode? Property(Deployment deployment, string type, string name) => deployment.Of(type).Single()["properties"]![name];
}
