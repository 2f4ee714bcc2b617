using System.Diagnostics;
using System.Reflection;

namespace Ppl.Infer;

/// <summary>
/// Refuses an effect that a static initialiser performs inside the run: the next run would lack it. It looks at the stack of calls at each
/// site, so it is for an engine's first run alone.
/// </summary>
internal sealed class InitializerCheck : Handler
{
    protected internal override void Process(SampleSite site) => Check(site);

    protected internal override void Process(ParamSite site) => Check(site);

    protected internal override void Process(PlateSite site) => Check(site);

    protected internal override void Process(DeterministicSite site) => Check(site);

    protected internal override void Process(FactorSite site) => Check(site);

    private static void Check(Site site)
    {
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: false).GetFrames())
        {
            MethodBase? method = frame.GetMethod();
            if (method?.DeclaringType == typeof(Handlers.Trace)) return;
            if (method is ConstructorInfo { IsStatic: true }) throw Error.EffectInInitializer(site.Description, method.DeclaringType?.Name);
        }
    }
}
