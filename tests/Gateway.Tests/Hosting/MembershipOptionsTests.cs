using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SignalFire.Silo.Hosting;
using SignalFire.Silo.Membership;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class MembershipOptionsTests
{
    [Theory]
    [InlineData("ProbeTimeout", "00:00:00.099")]
    [InlineData("ProbeTimeout", "00:00:30.001")]
    [InlineData("MissedProbes", "1")]
    [InlineData("MissedProbes", "11")]
    [InlineData("SilenceTolerance", "00:00:00.999")]
    [InlineData("SilenceTolerance", "00:05:00.001")]
    [InlineData("TableRefreshInterval", "00:00:00.999")]
    [InlineData("TableRefreshInterval", "00:10:00.001")]
    [InlineData("AliveInterval", "00:00:00.999")]
    [InlineData("AliveInterval", "00:05:00.001")]
    [InlineData("CheckInterval", "00:00:00.099")]
    [InlineData("CheckInterval", "00:10:00.001")]
    public async Task A_value_out_of_bounds_is_refused_and_the_option_named(string option, string value)
    {
        using var silo = await SiloAsync($"--SignalFire:Membership:{option}={value}");

        var refused = Assert.Throws<OptionsValidationException>(() => Options<MembershipOptions>(silo));

        Assert.Contains(option, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_must_be_given_the_time_that_its_probes_take()
    {
        using var silo = await SiloAsync("--SignalFire:Membership:ProbeTimeout=00:00:02", "--SignalFire:Membership:SilenceTolerance=00:00:05");

        var refused = Assert.Throws<OptionsValidationException>(() => Options<MembershipOptions>(silo));

        Assert.Contains("SilenceTolerance must be at least ProbeTimeout times MissedProbes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_votes_against_a_silo_that_was_heard_within_the_tolerance()
    {
        using var silo = await SiloAsync("--SignalFire:Membership:MissedProbes=4", "--SignalFire:Membership:SilenceTolerance=00:00:08");

        var orleans = Options<ClusterMembershipOptions>(silo);

        Assert.Equal(TimeSpan.FromSeconds(8), orleans.MaxProbeTimeout * orleans.NumMissedProbesLimit);
    }

    [Fact]
    public async Task The_directory_holds_nothing_back_beyond_the_failure_detection()
    {
        using var silo = await SiloAsync();

        var detection = Options<ClusterMembershipOptions>(silo);

        Assert.InRange(Options<GrainDirectoryOptions>(silo).RangeLeaseDuration, TimeSpan.Zero, detection.MaxProbeTimeout * detection.NumMissedProbesLimit + TimeSpan.FromMilliseconds(1));
    }

    private static Task<BuiltProgram> SiloAsync(params string[] settings) =>
        BuiltProgram.OfAsync(
            typeof(SiloHostingExtensions).Assembly,
            ["--ConnectionStrings:redis=127.0.0.1:6379", "--Orleans:Endpoints:SiloPort=0", "--Orleans:Endpoints:GatewayPort=0", .. settings]);

    private static T Options<T>(BuiltProgram program)
        where T : class => program.Services.GetRequiredService<IOptions<T>>().Value;
}
