using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Identity;

/// <summary>Tells the sections of the modes whether they are the one that counts.</summary>
internal static class ChosenMode
{
    /// <summary>Whether a mode is chosen; none is where the choice itself is wrong, which its own section tells.</summary>
    public static bool Is(this IOptions<IdentityOptions> identity, IdentityMode mode)
    {
        try
        {
            return identity.Value.Mode == mode;
        }
        catch (OptionsValidationException)
        {
            return false;
        }
    }
}
