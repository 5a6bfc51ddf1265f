using System.Text.Json.Nodes;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.ServiceBus;
using ToskaMesh.Infra.Tests.Settings;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Infra.Tests.Bicep;

/// <summary>What docs/deploy-azure.md promises, read from the committed snapshots, which <see cref="BicepTests"/> keeps true.</summary>
public sealed class DeploymentTests
{
    private static readonly Deployment Main = Read("main");
    private static readonly Deployment Production = Read("production");

    public static TheoryData<string> Each => ["main", "production"];

    [Theory]
    [MemberData(nameof(Each))]
    public void FunctionApp_AcceptsItsSettings_AndReadsEachOfThem(string parameters) =>
        Acceptance.OfFunctionApp(Resolve(Read(parameters).FunctionSettings()));

    [Theory]
    [MemberData(nameof(Each))]
    public void Gateway_AcceptsItsSettings_AndReadsEachOfThem(string parameters) => Acceptance.OfGateway(Resolve(Read(parameters).GatewaySettings()));

    /// <summary>Flex Consumption refuses the setting, since it has a property for it.</summary>
    [Fact]
    public void FunctionApp_HasNoWorkerRuntime()
    {
        var settings = Main.FunctionSettings();

        Assert.DoesNotContain("FUNCTIONS_WORKER_RUNTIME", settings.Keys);
        var runtime = Site(Main)["functionAppConfig"]!["runtime"]!;
        Assert.Equal(("dotnet-isolated", "10.0"), ((string?)runtime["name"], (string?)runtime["version"]));
    }

    [Theory]
    [InlineData("main", "http durable function:Tick")]
    [InlineData("production", "http durable function:Tick")]
    public void FunctionApp_InActiveMode_HasInstancesThatAreAlwaysReady(string parameters, string groups) =>
        Assert.Equal(groups.Split(' '), Site(Read(parameters))["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.AsArray().Select(group => (string?)group!["name"]));

    [Fact]
    public void Secrets_AreReferencesToAVault_AndNothingElseIsSecret()
    {
        var secret = Main.FunctionSettings().Where(setting => SettingsCatalogue.Find(SettingsCatalogue.Plain(setting.Key))?.IsSecret is true).ToList();

        Assert.NotEmpty(secret);
        Assert.All(secret, setting => Assert.StartsWith("@Microsoft.KeyVault(SecretUri=https://", TemplateExpression.Evaluate(setting.Value), StringComparison.Ordinal));
        Assert.Equal("secret mesh-gateway-apikey", Main.GatewaySettings()["Mesh__Gateway__ApiKey"]);
        Assert.DoesNotContain("listKeys", Main.Text + Production.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AccountKey=", Main.Text + Production.Text, StringComparison.Ordinal);
        Assert.All(Main.Outputs, output => Assert.DoesNotContain("secret", output.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Exactly these, and no more.</summary>
    [Fact]
    public void RoleAssignments_AreThoseThatAreNeeded() => Assert.Equal(
        [
            "deployer: Key Vault Secrets Officer on vaults/kv-c-okkwcjrqbgzxi",
            "deployer: Key Vault Secrets Officer on vaults/kv-g-okkwcjrqbgzxi",
            "deployer: Storage Blob Data Contributor on storageAccounts/stdmeshokkwcj",
            "function app: Azure Service Bus Data Receiver on namespaces/sb-mesh-okkwcj/topics/toskamesh-events/subscriptions/toskamesh.service-history",
            "function app: Azure Service Bus Data Sender on namespaces/sb-mesh-okkwcj/topics/toskamesh-events",
            "function app: Key Vault Secrets User on vaults/kv-c-okkwcjrqbgzxi",
            "function app: Key Vault Secrets User on vaults/kv-g-okkwcjrqbgzxi",
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
        var deployment = Read(parameters);

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
        Assert.True((bool?)Property(Production, "Microsoft.App/containerApps", "configuration")!["ingress"]!["external"]);

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
        Assert.Equal("true", Main.FunctionSettings()["AzureWebJobs_ExportChangesOfTopic_Disabled"]);
    }

    [Fact]
    public void Documents_LieInTheContainersOfTheCode() => Assert.Equal(
        DocumentContainers.All.Order(StringComparer.Ordinal),
        Main.Of("Microsoft.Storage/storageAccounts/blobServices/containers").Select(container => ((string)container["name"]!).Split('/')[^1]).Where(name => name != "app-package").Order(StringComparer.Ordinal));

    [Fact]
    public void Gateway_IsProbedAndDrained_AndNeverAlone()
    {
        var template = Property(Production, "Microsoft.App/containerApps", "template")!;

        Assert.Equal(["/health/live", "/health/live", "/health/ready"], template["containers"]![0]!["probes"]!.AsArray().Select(probe => (string?)probe!["httpGet"]!["path"]));
        Assert.True((int?)template["terminationGracePeriodSeconds"] > 31, "the drain's delay and time-out");
        Assert.True((int?)template["scale"]!["minReplicas"] >= 1);
    }

    /// <summary>Whatever keeps state or answers requests tells the workspace.</summary>
    [Theory]
    [MemberData(nameof(Each))]
    public void Services_SendTheirLogs(string parameters)
    {
        string[] kinds = ["storageAccounts", "namespaces", "flexibleServers", "redisEnterprise", "vaults", "registries", "managedEnvironments", "sites"];
        var told = string.Join('\n', Read(parameters).Of("Microsoft.Insights/diagnosticSettings").Select(setting => (string)setting["id"]!));

        Assert.All(kinds, kind => Assert.Contains($"/{kind}/", told, StringComparison.Ordinal));
    }

    private static Deployment Read(string parameters) => new(Repository.Read($"{BicepCompiler.Folder}/{parameters}.snapshot.json"));

    private static JsonNode Site(Deployment deployment) => deployment.Of("Microsoft.Web/sites").Single()["properties"]!;

    private static JsonNode? Property(Deployment deployment, string type, string name) => deployment.Of(type).Single()["properties"]![name];

    // A reference to a vault is a key by the time that a process reads it.
    private static Dictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings) => settings
        .Select((setting, number) => (setting.Key, Value: Resolve(setting.Value, $"from-vault-{number}")))
        .ToDictionary(setting => setting.Key, setting => setting.Value);

    private static string Resolve(string value, string keyId) =>
        TemplateExpression.Evaluate(value) is var text && (text.StartsWith('@') || text.StartsWith("secret ", StringComparison.Ordinal))
            ? ApiKey.Generate(keyId).Reveal()
            : text;
}
