using System.Reflection;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Telemetry;

/// <summary>What tags can be is known from the start, and complete.</summary>
public sealed class ClosedSetTests
{
    [Fact]
    public void Every_close_reason_is_one_of_the_known_reasons() => Assert.Equal(
        Constants(typeof(CloseReason)).OfType<CloseReason>().Select(reason => MetricTags.Reason(reason).Value).Order(), MetricTags.Reasons.Select(tag => tag.Value).Order());

    [Fact]
    public void Every_refusal_is_one_of_the_known_refusals() => Assert.Equal(
        Constants(typeof(RefusalReason)).OfType<string>().Order(StringComparer.Ordinal), RefusalReason.All.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    [Fact]
    public void Every_outcome_of_a_delivery_is_one_of_the_known_outcomes() =>
        Assert.All(Enum.GetValues<DeliveryOutcome>(), outcome => Assert.Contains(MetricTags.Outcome(outcome), MetricTags.Sent));

    [Fact]
    public void An_outcome_of_a_newer_silo_counts_as_what_its_sender_is_told() =>
        Assert.Equal("unavailable", MetricTags.Outcome((DeliveryOutcome)99).Value);

    [Fact]
    public void Every_fault_is_one_of_the_known_outcomes() =>
        Assert.All(Constants(typeof(Fault)).OfType<Fault>(), fault => Assert.Contains(MetricTags.Outcome(fault.Code), MetricTags.Sent));

    [Fact]
    public void Every_outcome_of_an_attach_is_one_of_the_known_reattaches() =>
        Assert.All(Enum.GetValues<AttachOutcome>(), outcome => Assert.Contains(MetricTags.Reattach(outcome), MetricTags.Reattaches));

    [Theory]
    [InlineData(401, "unauthorized")]
    [InlineData(403, "forbidden")]
    [InlineData(429, "identity-limit")]
    [InlineData(503, "identity-unavailable")]
    public void A_refused_identity_counts_by_its_status(int status, string reason) => Assert.Equal(reason, RefusalReason.OfStatus(status));

    private static IEnumerable<object?> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Where(field => !field.FieldType.IsArray).Select(field => field.GetValue(obj: null));
}
