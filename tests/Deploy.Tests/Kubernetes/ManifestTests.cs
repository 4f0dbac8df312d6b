using k8s.Models;
using SignalFire.Deploy.Tests.Kubernetes.Checks;
using Xunit;

namespace SignalFire.Deploy.Tests.Kubernetes;

public sealed class ManifestTests
{
    public static TheoryData<string> Overlays => [Overlay.Base, Overlay.Local, Overlay.Production, Overlay.Options];

    [Theory, MemberData(nameof(Overlays))]
    public void Every_document_is_what_Kubernetes_knows(string overlay) => Assert.NotEmpty(Overlay.Of(overlay).Objects);

    [Theory, MemberData(nameof(Overlays))]
    public async Task Every_document_has_what_it_must_have_and_words_that_Kubernetes_knows(string overlay) => Assert.Empty(await ModelCheck.FaultsAsync(Overlay.TextOf(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public void Every_selector_means_somebody(string overlay) => Assert.Empty(SelectorCheck.Faults(Overlay.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public void Every_port_that_something_points_to_is_there(string overlay) => Assert.Empty(PortCheck.Faults(Overlay.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public void Every_name_is_the_name_of_something(string overlay) => Assert.Empty(ReferenceCheck.Faults(Overlay.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public void Pods_have_no_right_that_they_do_not_need(string overlay) => Assert.Empty(SecurityCheck.Faults(Overlay.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public void One_pod_at_a_time_is_taken(string overlay) => Assert.Empty(RolloutCheck.Faults(Overlay.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public void Programs_get_the_time_that_they_take_to_stop(string overlay) => Assert.Empty(DrainCheck.Faults(Overlay.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public void Every_environment_variable_is_a_setting_that_exists(string overlay) => Assert.Empty(SettingsCheck.Faults(Overlay.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public void Programs_know_for_how_many_cores_to_make_themselves_up(string overlay) => Assert.Empty(CoresCheck.Faults(Overlay.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public void CPU_makes_it_scale_near_its_cores_and_not_before(string overlay) => Assert.Empty(ScalingCheck.Faults(Overlay.Of(overlay)));

    [Fact]
    public void The_key_of_the_dashboard_comes_from_a_secret_and_only_to_silos() => Assert.Equal(
        ["signalfire-silo: signalfire-dashboard/admin-key"],
        from workload in Overlay.Of(Overlay.Options).Workloads
        from variable in workload.Containers.SelectMany(container => container.Env)
        where variable.Name is "SignalFire__Dashboard__AdminKey"
        select $"{workload.Name}: {variable.ValueFrom.SecretKeyRef.Name}/{variable.ValueFrom.SecretKeyRef.Key}",
        StringComparer.Ordinal);

    [Fact]
    public void With_diagnostics_the_socket_has_a_place() => Assert.All(
        Overlay.Of(Overlay.Options).Workloads.Where(workload => workload.Name is "signalfire-gateway" or "signalfire-silo"),
        workload =>
        {
            Assert.Equal("1", workload.Containers.Single().Env.Single(variable => variable.Name is "DOTNET_EnableDiagnostics").Value);
            var mount = workload.Containers.Single().VolumeMounts.Single(one => one.MountPath is "/tmp");
            Assert.NotNull(workload.Template.Spec.Volumes.Single(volume => string.Equals(volume.Name, mount.Name, StringComparison.Ordinal)).EmptyDir);
        });

    [Theory]
    [InlineData(Overlay.Local)]
    [InlineData(Overlay.Production)]
    [InlineData(Overlay.Options)]
    public void Only_gateways_reach_silos_and_only_the_two_reach_Redis(string overlay) => Assert.Equal(
        ["signalfire-gateway -> signalfire-redis:6379", "signalfire-gateway -> signalfire-silo:30000", "signalfire-silo -> signalfire-redis:6379", "signalfire-silo -> signalfire-silo:11111"],
        NetworkCheck.Ways(Overlay.Of(overlay)).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    [Theory, MemberData(nameof(Overlays))]
    public void From_elsewhere_only_the_ingress_reaches_gateways_and_only_Prometheus_the_metrics(string overlay) => Assert.Equal(
        ["ingress-nginx -> signalfire-gateway:8080", "monitoring -> signalfire-gateway:9464", "monitoring -> signalfire-silo:9464"],
        NetworkCheck.WaysIn(Overlay.Of(overlay)).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    [Theory, MemberData(nameof(Overlays))]
    public void Everybody_looks_up_names_and_nobody_reaches_anything_else_outside_but_the_gateways_of_production_the_issuer(string overlay)
    {
        var manifests = Overlay.Of(overlay);
        string[] names = ["kube-system/kube-dns:53/UDP", "kube-system/kube-dns:53/TCP", "169.254.20.10/32:53/UDP", "169.254.20.10/32:53/TCP"];
        string[] issuer = overlay is Overlay.Production or Overlay.Options
            ? ["signalfire-gateway -> 0.0.0.0/0 - 10.0.0.0/8 - 100.64.0.0/10 - 169.254.0.0/16 - 172.16.0.0/12 - 192.168.0.0/16:443/TCP"]
            : [];

        Assert.Equal(
            manifests.Workloads.SelectMany(_ => names, (workload, name) => $"{workload.Name} -> {name}").Concat(issuer).Order(StringComparer.Ordinal),
            NetworkCheck.WaysOut(manifests).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(Overlay.Local)]
    [InlineData(Overlay.Production)]
    public void Redis_has_an_address_that_stays_and_is_rather_where_silos_and_gateways_are_not(string overlay)
    {
        var manifests = Overlay.Of(overlay);
        var apart = manifests.Find<V1StatefulSet>("signalfire-redis")!.Spec.Template.Spec.Affinity.PodAntiAffinity.PreferredDuringSchedulingIgnoredDuringExecution.Single().PodAffinityTerm;

        Assert.NotEqual("None", manifests.Find<V1Service>("signalfire-redis")!.Spec.ClusterIP, StringComparer.Ordinal);
        Assert.Equal("kubernetes.io/hostname", apart.TopologyKey);
        Assert.Equal(["signalfire-gateway", "signalfire-silo"], manifests.Selected(apart.LabelSelector).Select(workload => workload.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Images_of_production_are_pinned() => Assert.DoesNotContain(
        Overlay.Of(Overlay.Production).Workloads.SelectMany(workload => workload.Containers),
        container => container.Image.EndsWith(":latest", StringComparison.Ordinal) || !container.Image.Split('/')[^1].Contains(':', StringComparison.Ordinal));
}
