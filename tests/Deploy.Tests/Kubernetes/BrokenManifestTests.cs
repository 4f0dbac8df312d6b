using SignalFire.Deploy.Tests.Kubernetes.Checks;
using Xunit;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>What is tested of the manifests is found when it is wrong.</summary>
public sealed class BrokenManifestTests
{
    [Theory]
    [InlineData("terminationGracePeriodSeconds: 60", "terminationGracePeriod: 60")]
    [InlineData("maxSkew: 1", "maxSkew: one")]
    public void A_field_that_does_not_exist_or_a_value_of_the_wrong_kind_is_found(string right, string wrong) =>
        Assert.ThrowsAny<Exception>(() => Broken(right, wrong));

    [Theory]
    [InlineData("  selector:\n    app.kubernetes.io/name: signalfire-gateway", "  selector:\n    app.kubernetes.io/name: gateway", "signalfire-gateway selects nobody.")]
    [InlineData("kind: Deployment\n    name: signalfire-gateway", "kind: Deployment\n    name: signalfire-gatways", "signalfire-gateway scales nothing.")]
    public void A_selector_that_means_nobody_is_found(string right, string wrong, string fault) =>
        Assert.Contains(fault, SelectorCheck.Faults(Broken(right, wrong)), StringComparer.Ordinal);

    [Theory]
    [InlineData("targetPort: http\n", "targetPort: web\n")]
    [InlineData("path: /health/ready\n            port: http", "path: /health/ready\n            port: web")]
    [InlineData("- port: gateways\n", "- port: clients\n")]
    [InlineData("- port: 30000\n", "- port: 30001\n")]
    [InlineData("              name: http\n        path: /ws", "              name: web\n        path: /ws")]
    [InlineData("serviceName: signalfire-redis", "serviceName: redis")]
    public void A_port_that_nobody_has_is_found(string right, string wrong) => Assert.NotEmpty(PortCheck.Faults(Broken(right, wrong)));

    [Theory]
    [InlineData("key: connection-string\n              name: signalfire-redis", "key: connection\n              name: signalfire-redis")]
    [InlineData("serviceAccountName: signalfire-silo", "serviceAccountName: silo")]
    [InlineData("mountPath: /data\n          name: data", "mountPath: /data\n          name: disk")]
    [InlineData("secretName: signalfire-tls", "secretName: tls")]
    public void A_name_of_nothing_is_found(string right, string wrong) => Assert.NotEmpty(ReferenceCheck.Faults(Broken(right, wrong)));

    [Theory]
    [InlineData("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false")]
    [InlineData("runAsNonRoot: true", "runAsNonRoot: false")]
    [InlineData("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true")]
    [InlineData("automountServiceAccountToken: false", "automountServiceAccountToken: true")]
    [InlineData("type: RuntimeDefault", "type: Unconfined")]
    public void A_right_that_is_not_needed_is_found(string right, string wrong) => Assert.NotEmpty(SecurityCheck.Faults(Broken(right, wrong)));

    [Theory]
    [InlineData("maxUnavailable: 0", "maxUnavailable: 1")]
    [InlineData("maxUnavailable: 1", "maxUnavailable: 2")]
    [InlineData("minReadySeconds: 60", "minReadySeconds: 50")]
    [InlineData("minReadySeconds: 60", "revisionHistoryLimit: 10")]
    public void A_rollout_that_takes_several_pods_is_found(string right, string wrong) => Assert.NotEmpty(RolloutCheck.Faults(Broken(right, wrong)));

    [Theory]
    [InlineData("terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds: 50")]
    [InlineData("seconds: 5\n", "seconds: 20\n")]
    [InlineData("shutdownTimeoutSeconds: \"45\"", "shutdownTimeoutSeconds: \"60\"")]
    [InlineData("DrainTime: \"00:00:30\"", "DrainTime: \"00:00:40\"")]
    public void A_stop_that_takes_longer_than_it_may_is_found(string right, string wrong) => Assert.NotEmpty(DrainCheck.Faults(Broken(right, wrong)));

    [Theory]
    [InlineData("SignalFire__Identity__Mode", "SignalFire__Identity__Modus")]
    [InlineData("SignalFire__Door__KnownProxies__0", "SignalFire__Door__KnownProxies")]
    [InlineData("Orleans__Endpoints__AdvertisedIPAddress", "Orleans__Endpoints__AdvertisedAddress")]
    [InlineData("SignalFire__Identity__Mode: Jwt", "SignalFire__Identity__Mode: Jot")]
    [InlineData("SignalFire__Ice__Turn__SharedSecret", "SignalFire__Turn__SharedSecret")]
    [InlineData("DOTNET_PROCESSOR_COUNT", "DOTNET_PROCESSORS")]
    public void A_setting_that_does_not_exist_is_found(string right, string wrong) => Assert.NotEmpty(SettingsCheck.Faults(Broken(right, wrong)));

    [Theory]
    [InlineData("DOTNET_PROCESSOR_COUNT: \"2\"", "DOTNET_PROCESSOR_COUNT: \"\"")]
    [InlineData("DOTNET_PROCESSOR_COUNT", "OTEL_SERVICE_NAME")]
    public void Programs_that_take_all_cores_of_a_node_for_theirs_are_found(string right, string wrong) => Assert.NotEmpty(CoresCheck.Faults(Broken(right, wrong)));

    [Theory]
    [InlineData("averageValue: 1500m\n        type: AverageValue", "averageUtilization: 70\n        type: Utilization")]
    [InlineData("averageValue: 1500m", "averageValue: 350m")]
    [InlineData("averageValue: 1500m", "averageValue: 2500m")]
    public void A_scaling_by_CPU_that_comes_too_early_or_never_is_found(string right, string wrong) => Assert.NotEmpty(ScalingCheck.Faults(Broken(right, wrong)));

    [Fact]
    public void A_way_that_no_policy_closes_is_found() => Assert.Contains("signalfire-redis -> signalfire-silo:30000", NetworkCheck.Ways(Manifests.Of(WithoutPolicies())), StringComparer.Ordinal);

    [Fact]
    public void A_way_that_is_closed_is_found() => Assert.DoesNotContain("signalfire-gateway -> signalfire-silo:30000", NetworkCheck.Ways(Broken("- port: 30000\n", "- port: 11111\n")), StringComparer.Ordinal);

    [Theory]
    [InlineData("protocol: TCP", "protocol: HTTP")]
    [InlineData("pathType: Exact", "pathType: Exactly")]
    [InlineData("    kind: Deployment\n    name: signalfire-gateway", "    kind: Deployment")]
    [InlineData("- mountPath: /data\n          name: data", "- name: data")]
    public async Task A_value_that_may_not_stand_there_or_a_field_that_is_missing_is_found(string right, string wrong) => Assert.NotEmpty(await ModelCheck.FaultsAsync(BrokenText(right, wrong)));

    private static string WithoutPolicies() =>
        string.Join("---\n", Overlay.TextOf(Overlay.Production).Split("---\n").Where(document => !document.Contains("kind: NetworkPolicy", StringComparison.Ordinal)));

    private static Manifests Broken(string right, string wrong) => Manifests.Of(BrokenText(right, wrong));

    private static string BrokenText(string right, string wrong)
    {
        var text = Overlay.TextOf(Overlay.Production);
        Assert.True(text.Contains(right, StringComparison.Ordinal), $"There is no '{right}' to break.");
        return text.Replace(right, wrong, StringComparison.Ordinal);
    }
}
