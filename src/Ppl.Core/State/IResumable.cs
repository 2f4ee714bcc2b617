namespace Ppl;

/// <summary>Something that a checkpoint holds: what it needs to go on as if it had never stopped.</summary>
public interface IResumable
{
    /// <summary>Adds all that decides what happens next, as managed copies.</summary>
    void Save(SavedState state);

    /// <summary>Reads and checks a saved state. Nothing changes until the returned action runs, and that action does not fail.</summary>
    /// <exception cref="PplException">PPL309: the state is not of this thing.</exception>
    Action Restore(SavedState state);
}
