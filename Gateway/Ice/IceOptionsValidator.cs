using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Ice;

/// <summary>Checks before anything starts what a browser would refuse.</summary>
internal sealed class IceOptionsValidator : IValidateOptions<IceOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IceOptions options)
    {
        var faults = options.Servers
            .Select((server, i) => (Place: $"{IceOptions.Section}:Servers:{i}", Fault: IceServerCheck.FaultOf(server.Server)))
            .Where(check => check.Fault is not null)
            .Select(check => $"{check.Place}: {check.Fault}")
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
