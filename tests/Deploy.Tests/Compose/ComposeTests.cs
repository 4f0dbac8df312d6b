using System.Text.RegularExpressions;
using SignalFire.Deploy.Tests.Kubernetes.Checks;
using SignalFire.Deploy.Tests.Settings;
using Xunit;

namespace SignalFire.Deploy.Tests.Compose;

public sealed partial class ComposeTests
{
    private static readonly IReadOnlyDictionary<string, string> Secrets = ComposeSecrets.All;

    private static readonly ComposeFile File = ComposeFile.Of(ComposeFile.Text, Secrets);

    private static readonly string[] Programs = ["gateway-1", "gateway-2", "silo-1", "silo-2"];

    public static TheoryData<string> Ours => [.. Programs];

    public static TheoryData<string> All => [.. File.Services.Keys];

    public static TheoryData<string> SecretNames => [.. Secrets.Keys];

    [Theory, MemberData(nameof(SecretNames))]
    public void Without_a_secret_it_says_which_one_is_missing(string secret)
    {
        var others = Secrets.Where(pair => !string.Equals(pair.Key, secret, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

        var refusal = Assert.Throws<InvalidOperationException>(() => ComposeFile.Of(ComposeFile.Text, others));

        Assert.Equal($"Set {secret} in deploy/.env (deploy/README.md)", refusal.Message);
    }

    [Theory, MemberData(nameof(Ours))]
    public void Every_environment_variable_of_ours_is_a_setting_that_exists(string service) =>
        Assert.Empty(ProgramSettings.Faults(File.Services[service].Environment));

    [Theory, MemberData(nameof(Ours))]
    public void Programs_get_the_time_that_they_take_to_stop(string service) =>
        Assert.Empty(DrainCheck.Faults(File.Services[service].Environment, Seconds(File.Services[service].StopGracePeriod), TimeSpan.Zero));

    /// <summary>The program in coturn's image is marked with NET_BIND_SERVICE: the kernel refuses to start it where that is out of reach.</summary>
    [Theory, MemberData(nameof(All))]
    public void A_service_has_no_capability_but_that_without_which_coturn_does_not_start_and_a_disk_that_it_can_only_read(string service)
    {
        Assert.True(File.Services[service].ReadOnly);
        Assert.Equal(["ALL"], File.Services[service].CapDrop);
        Assert.Equal(service is "coturn" ? ["NET_BIND_SERVICE"] : [], File.Services[service].CapAdd);
    }

    [Theory, MemberData(nameof(All))]
    public void A_service_has_a_limit_of_memory(string service) => Assert.NotNull(File.Services[service].MemLimit);

    [Theory, MemberData(nameof(All))]
    public void No_secret_is_an_argument(string service) =>
        Assert.DoesNotContain(File.Services[service].Entrypoint.Concat(File.Services[service].Command), argument => Secrets.Values.Any(secret => argument.Contains(secret, StringComparison.Ordinal)));

    [Theory, MemberData(nameof(All))]
    public void An_image_is_ours_or_pinned_by_its_version(string service)
    {
        var one = File.Services[service];

        Assert.True(one.IsOurs || one.Image.Split(':') is [_, var tag] && tag.Any(char.IsAsciiDigit), one.Image);
    }

    /// <summary>Two services that export one tag at the same time fail with "already exists".</summary>
    [Fact]
    public void Each_image_of_ours_is_built_by_one_service_and_pulled_by_none() => Assert.All(
        File.Services.Values.Where(service => service.IsOurs).GroupBy(service => service.Image, StringComparer.Ordinal),
        services =>
        {
            Assert.Single(services, service => service.Build is not null);
            Assert.All(services, service => Assert.Equal("never", service.PullPolicy));
        });

    [Theory, MemberData(nameof(All))]
    public void Networks_volumes_and_services_that_it_names_are_there(string service)
    {
        var one = File.Services[service];

        Assert.Empty(one.NetworkNames.Except(File.Networks.Keys, StringComparer.Ordinal));
        Assert.Empty(one.DependsOn.Keys.Except(File.Services.Keys, StringComparer.Ordinal));
        Assert.Empty(one.Volumes.Select(volume => volume.Split(':')[0]).Where(source => !source.StartsWith('.')).Except(File.Volumes.Keys, StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(All))]
    public void Files_that_it_mounts_or_is_built_of_are_there(string service)
    {
        var one = File.Services[service];
        var mounted = one.Volumes.Select(volume => volume.Split(':')[0]).Where(source => source.StartsWith('.'));
        string[] built = one.Build is { } build ? [Path.Combine(build.Context, build.Dockerfile)] : [];

        Assert.All([.. mounted, .. built], path => Assert.True(Path.Exists(Repository.PathOf("deploy", path)), path));
    }

    [Theory, MemberData(nameof(All))]
    public void What_others_wait_for_has_a_health_check(string service) => Assert.All(
        File.Services[service].DependsOn.Keys,
        other => Assert.True(File.Services[other] is { Healthcheck: not null } or { IsOurs: true }, $"{other} says nowhere how it is."));

    [Fact]
    public void Gateways_know_the_proxy_by_its_address() =>
        Assert.All(Gateways, gateway => Assert.Equal(File.Services["nginx"].AddressIn("edge"), gateway.Environment["SignalFire__Door__KnownProxies__0"]));

    /// <summary>With a name nginx would not start while that gateway is missing.</summary>
    [Fact]
    public void The_proxy_knows_the_gateways_by_their_addresses() => Assert.Equal(
        Gateways.Select(gateway => $"{gateway.AddressIn("edge")}:8080"),
        Servers().Matches(Repository.Read("deploy", "nginx", "nginx.conf")).Select(match => match.Groups["server"].Value), StringComparer.Ordinal);

    /// <summary>Otherwise coturn relays to nobody who has a relay address of its own.</summary>
    [Fact]
    public void Coturn_is_told_its_own_address_beside_that_where_peers_reach_it() =>
        Assert.Contains($"--external-ip=127.0.0.1/{File.Services["coturn"].AddressIn("turn")}", File.Services["coturn"].Command, StringComparer.Ordinal);

    [Fact]
    public void Silos_are_reached_at_their_address_in_the_network_of_the_cluster() =>
        Assert.All(["silo-1", "silo-2"], silo => Assert.Equal(File.Services[silo].AddressIn("cluster"), File.Services[silo].Environment["Orleans__Endpoints__AdvertisedIPAddress"]));

    [Fact]
    public void Only_silos_and_gateways_are_in_the_network_of_Redis() =>
        Assert.Equal(["gateway-1", "gateway-2", "redis", "silo-1", "silo-2"], File.Services.Where(one => one.Value.NetworkNames.Contains("cluster", StringComparer.Ordinal)).Select(one => one.Key).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    [Fact]
    public void The_network_of_the_cluster_leads_nowhere_else() => Assert.True(File.Networks["cluster"]!.Internal);

    [Fact]
    public void Only_nginx_and_coturn_can_be_published_to_other_machines() => Assert.Equal(
        ["coturn", "nginx"],
        File.Services.Where(one => one.Value.Ports.Count > 0 && ComposeFile.Of(ComposeFile.Text, Secrets.Concat(Everywhere).ToDictionary(StringComparer.Ordinal)).Services[one.Key].Ports.Any(port => !port.StartsWith("127.0.0.1:", StringComparison.Ordinal)))
            .Select(one => one.Key).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    [Fact]
    public void Nothing_is_published_to_other_machines_unless_told() =>
        Assert.All(File.Services.Values.SelectMany(service => service.Ports), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));

    private static Dictionary<string, string> Everywhere => new(StringComparer.Ordinal) { ["HTTP_ADDRESS"] = "0.0.0.0", ["TURN_ADDRESS"] = "0.0.0.0", ["TURN_HOST"] = "192.0.2.1" };

    private static IEnumerable<ComposeService> Gateways => File.Services.Where(one => one.Key.StartsWith("gateway", StringComparison.Ordinal)).Select(one => one.Value);

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\s*server (?<server>\S+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Servers();
}
