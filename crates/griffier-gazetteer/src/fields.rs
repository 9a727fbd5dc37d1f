//! What a row says, field by field, for people who look at it and for comparing two knowledge bases.

use crate::entity::{EntityRef, Membership, Tenure};
use crate::knowledge::{KnowledgeBase, Listing};
use crate::overlay;
use std::collections::{BTreeMap, BTreeSet};

/// One field with its values; a field without values is left out.
pub type Field = (&'static str, Vec<String>);

/// The forms of every entity, by how they count.
pub struct Forms(BTreeMap<u32, Vec<Listing>>);

impl KnowledgeBase {
    /// The forms of every entity, or of one.
    pub fn forms(self, only: Option<EntityRef>) -> Forms {
        let mut forms: BTreeMap<u32, Vec<Listing>> = BTreeMap::new();
        for listing in self.all_listings().filter(|listing| only.is_none_or(|only| listing.entity == only)) {
            forms.entry(listing.entity.index).or_default().push(listing);
        }
        Forms(forms)
    }
}

impl Forms {
    /// Those of `entity`, by normalised form.
    pub fn of(&self, entity: EntityRef) -> &[Listing] {
        self.0.get(&entity.index).map_or(&[], Vec::as_slice)
    }
}

impl EntityRef {
    /// What the lists say of it.
    pub fn fields(self, forms: &Forms) -> Vec<Field> {
        let one = |text: &str| vec![text.to_owned()];
        let written = |keep: &dyn Fn(&Listing) -> bool| -> Vec<String> {
            let kept = forms.of(self).iter().filter(|listing| keep(listing)).map(|listing| listing.written());
            kept.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect()
        };
        let plain = |listing: &Listing| !listing.portfolio && !listing.adjective;
        let (from, to) = self.written_validity();
        let id = |other: Option<EntityRef>| one(other.map_or("", EntityRef::id));
        let mut fields = vec![
            ("name", one(self.label())),
            ("type", one(self.kind().name())),
            ("kind", one(self.subkind())),
            ("forms", written(&|listing| plain(listing) && !listing.needs_context)),
            ("context", written(&|listing| plain(listing) && listing.needs_context)),
            ("adjectives", written(&|listing| listing.adjective)),
            ("portfolio", written(&|listing| listing.portfolio)),
            ("valid_from", one(from)),
            ("valid_to", one(to)),
            ("part_of", id(self.part_of())),
            ("organisation", id(self.organisation())),
            ("given", one(self.given())),
            ("initials", one(self.initials())),
            ("same_as", self.same_as().map(str::to_owned).collect()),
            ("source", one(self.source())),
        ];
        let columns = self.extras().filter(|(column, _)| !overlay::is_note(column));
        fields.extend(columns.map(|(column, value)| (column, one(value))));
        for (_, values) in &mut fields {
            values.retain(|value| !value.is_empty());
        }
        fields.retain(|(_, values)| !values.is_empty());
        fields
    }
}

impl Tenure {
    /// What the list says of it.
    pub fn fields(self) -> Vec<Field> {
        let (from, to) = self.written();
        let acting = if self.acting { "1" } else { "" };
        present([("from", from), ("to", to), ("acting", acting), ("source", self.source())])
    }
}

impl Membership {
    /// What the list says of it.
    pub fn fields(self) -> Vec<Field> {
        let [from, to, as_of] = self.written();
        let party = self.party.map_or("", EntityRef::id);
        present([("party", party), ("from", from), ("to", to), ("as_of", as_of), ("source", self.source())])
    }
}

fn present<const N: usize>(fields: [(&'static str, &str); N]) -> Vec<Field> {
    let present = fields.into_iter().filter(|(_, value)| !value.is_empty());
    present.map(|(name, value)| (name, vec![value.to_owned()])).collect()
}
